//! Everything that the sandbox knows. It is kept in memory and lost with the process.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::{
    model::{
        calls::Endpoints,
        identification::Identification,
        person::Persons,
        sms::{Inbox, SmsGateway},
        webhook::{Event, Webhooks},
    },
    pdf::special::Special,
    random::Random,
};

pub struct State {
    pub random: Random,
    pub endpoints: Endpoints,
    /// Access tokens and when they expire.
    pub tokens: HashMap<String, DateTime<Utc>>,
    pub persons: Persons,
    pub inbox: Inbox,
    pub webhooks: Webhooks,
    /// Events that no delivery was made for yet.
    pub events: Vec<Event>,
    /// Whether new persons may lack what the guide's Appendix II lacks.
    pub lenient: bool,
    /// The contracts that are made from now on.
    pub contract: Special,
}

impl State {
    pub fn new(random: Random, endpoints: Endpoints) -> State {
        State {
            random,
            endpoints,
            tokens: HashMap::new(),
            persons: Persons::default(),
            inbox: Inbox::default(),
            webhooks: Webhooks::default(),
            events: Vec::new(),
            lenient: false,
            contract: Special::default(),
        }
    }

    /// The persons, and the gateway that sends them messages.
    pub fn persons_and_gateway(&mut self, now: DateTime<Utc>) -> (&mut Persons, SmsGateway<'_>) {
        let State { persons, inbox, endpoints, random, .. } = self;
        (persons, SmsGateway { inbox, endpoints, random, now })
    }

    /// Expires the identifications whose time is over.
    pub fn expire(&mut self, now: DateTime<Utc>) {
        for identification in self.persons.identifications() {
            identification.expire(now);
        }
    }

    /// Makes the deliveries of everything that happened since the last call, changes of identifications included.
    /// Answers the ids of those to send now.
    pub fn deliveries_to_send(&mut self) -> Vec<String> {
        let changed = self.persons.identifications().filter_map(Identification::take_change);
        let changed: Vec<Event> = changed.map(Event::identification).collect();
        let events: Vec<Event> = self.events.drain(..).chain(changed).collect();
        events.iter().flat_map(|event| self.webhooks.announce(event, &mut self.random)).collect()
    }
}
