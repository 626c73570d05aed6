//! All that the sandbox knows. It is in memory and gone with the process.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use crate::{
    documents::Document,
    endpoints::Endpoints,
    error::Refusal,
    identifications::Identification,
    mobile_number::MobileNumber,
    random::Random,
    sms::Inbox,
    webhooks::{Event, Webhooks},
};

pub struct State {
    pub random: Random,
    pub endpoints: Endpoints,
    /// Access tokens and when they expire.
    pub tokens: HashMap<String, DateTime<Utc>>,
    pub persons: Persons,
    pub inbox: Inbox,
    pub webhooks: Webhooks,
    /// What subscribers have not been told yet.
    pub events: Vec<Event>,
}

/// By id, in the order of ids.
#[derive(Default)]
pub struct Persons(pub BTreeMap<String, Person>);

/// A person with all that belongs to them; the last of a list is the newest.
pub struct Person {
    /// In the order of their creation.
    pub place: usize,
    /// The resource as the API answers it.
    pub resource: Map<String, Value>,
    pub mobile_number: Option<MobileNumber>,
    pub identifications: Vec<Identification>,
    pub documents: Vec<Document>,
}

impl State {
    pub fn new(random: Random) -> State {
        State {
            random,
            endpoints: Endpoints::default(),
            tokens: HashMap::new(),
            persons: Persons::default(),
            inbox: Inbox::default(),
            webhooks: Webhooks::default(),
            events: Vec::new(),
        }
    }

    /// Lets what is too old expire.
    pub fn expire(&mut self, now: DateTime<Utc>) {
        for identification in self.persons.identifications() {
            identification.expire(now);
        }
    }

    /// The events since the last call, a change of an identification included.
    pub fn take_events(&mut self) -> Vec<Event> {
        let changed = self.persons.identifications().filter_map(Identification::take_change);
        let changed: Vec<Event> = changed.map(Event::identification).collect();
        self.events.drain(..).chain(changed).collect()
    }
}

const NO_PERSON: Refusal = Refusal::ModelNotFound("Solaris::Person");

impl Persons {
    pub fn get(&mut self, id: &str) -> Result<&mut Person, Refusal> {
        self.0.get_mut(id).ok_or(NO_PERSON)
    }

    pub fn delete(&mut self, id: &str) -> Result<Person, Refusal> {
        self.0.remove(id).ok_or(NO_PERSON)
    }

    /// The person whose identification is at this page of the bank, and the identification.
    pub fn at_bank(&mut self, wizard_session_key: &str) -> Option<(&str, &mut Identification)> {
        self.0.iter_mut().find_map(|(id, person)| {
            let mut identifications = person.identifications.iter_mut();
            Some((id.as_str(), identifications.find(|one| one.is_at_bank_with(wizard_session_key))?))
        })
    }

    fn identifications(&mut self) -> impl Iterator<Item = &mut Identification> {
        self.0.values_mut().flat_map(|person| &mut person.identifications)
    }
}

impl Person {
    pub fn new(place: usize, resource: Map<String, Value>) -> Person {
        Person { place, resource, mobile_number: None, identifications: Vec::new(), documents: Vec::new() }
    }

    pub fn identification(&mut self, id: &str) -> Result<&mut Identification, Refusal> {
        self.identifications
            .iter_mut()
            .find(|identification| identification.id == id)
            .ok_or(Refusal::ModelNotFound("Solaris::Identification"))
    }

    /// A field of the resource; empty where there is none.
    pub fn text<'a>(&'a self, pointer: &[&str]) -> &'a str {
        let (first, rest) = pointer.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
        let mut value = self.resource.get(first);
        for name in rest {
            value = value.and_then(|value| value.get(name));
        }
        value.and_then(Value::as_str).unwrap_or_default()
    }
}
