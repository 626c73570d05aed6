//! Persons, each with everything that belongs to it.

use std::collections::BTreeMap;

use crate::rejection::Rejection;
use serde_json::{Map, Value};

use crate::{
    error::Refusal,
    model::{document::Document, identification::Identification, mobile_number::MobileNumber},
};

/// The fields that an identification requires (the guide, Step 1; only those that both of its examples have).
const REQUIRED: [&str; 7] = [
    "salutation",
    "first_name",
    "last_name",
    "birth_date",
    "nationality",
    "address",
    "terms_conditions_signed_at",
];

/// "A single person resource can make a maximum of 20 attempts" (the guide, Appendix IV).
const ATTEMPTS: usize = 20;

/// "If you create over 1000 identical person resources, the API will return a 400 error."
const IDENTICAL_PERSONS: usize = 1000;

/// All persons by id.
#[derive(Default)]
pub struct Persons(BTreeMap<String, Person>);

/// A person. In each list the last is the newest.
pub struct Person {
    /// Counts persons in the order of their creation.
    number: usize,
    /// The resource as the API answers it.
    pub resource: Map<String, Value>,
    pub mobile_number: Option<MobileNumber>,
    pub identifications: Vec<Identification>,
    pub documents: Vec<Document>,
}

const NO_PERSON: Refusal = Refusal::ModelNotFound("Solaris::Person");

impl Persons {
    /// Adds a person under a new id; answers the resource.
    ///
    /// # Errors
    /// 400 if there are too many identical persons.
    pub fn create(&mut self, id: String, resource: Map<String, Value>) -> Result<Value, Refusal> {
        if self.identical_to(&resource) >= IDENTICAL_PERSONS {
            return Err(Refusal::invalid("base", "exists too many times already"));
        }
        let number = self.0.values().map(|person| person.number + 1).max().unwrap_or_default();
        let person = self.0.entry(id.clone()).or_insert(Person::new(number, resource));
        person.resource.insert("id".into(), id.into());
        Ok(person.resource.clone().into())
    }

    /// Every person, oldest first.
    pub fn oldest_first(&self) -> Vec<&Person> {
        let mut persons: Vec<&Person> = self.0.values().collect();
        persons.sort_by_key(|person| person.number);
        persons
    }

    pub fn get(&mut self, id: &str) -> Result<&mut Person, Refusal> {
        self.0.get_mut(id).ok_or(NO_PERSON)
    }

    pub fn delete(&mut self, id: &str) -> Result<Person, Refusal> {
        self.0.remove(id).ok_or(NO_PERSON)
    }

    /// The identification that is at the bank with this key, and the id of its person.
    pub fn at_bank(&mut self, wizard_session_key: &str) -> Option<(&str, &mut Identification)> {
        self.0.iter_mut().find_map(|(id, person)| {
            let mut identifications = person.identifications.iter_mut();
            Some((id.as_str(), identifications.find(|one| one.is_at_bank_with(wizard_session_key))?))
        })
    }

    /// The identifications of all persons.
    pub fn identifications(&mut self) -> impl Iterator<Item = &mut Identification> {
        self.0.values_mut().flat_map(|person| &mut person.identifications)
    }

    /// How many persons have the same name, birth date and birth city.
    fn identical_to(&self, resource: &Map<String, Value>) -> usize {
        let is_same = |other: &&Person| {
            ["first_name", "last_name", "birth_city", "birth_date"]
                .iter()
                .all(|name| other.resource.get(*name) == resource.get(*name))
        };
        self.0.values().filter(is_same).count()
    }
}

impl Person {
    fn new(number: usize, resource: Map<String, Value>) -> Person {
        Person { number, resource, mobile_number: None, identifications: Vec::new(), documents: Vec::new() }
    }

    pub fn identification(&mut self, id: &str) -> Result<&mut Identification, Refusal> {
        self.identifications
            .iter_mut()
            .find(|identification| identification.id == id)
            .ok_or(Refusal::ModelNotFound("Solaris::Identification"))
    }

    /// Writes an update: merges objects, replaces everything else.
    pub fn update(&mut self, changes: Map<String, Value>) {
        for (name, value) in changes {
            match (self.resource.get_mut(&name), value) {
                (Some(Value::Object(before)), Value::Object(after)) => before.extend(after),
                (_, value) => drop(self.resource.insert(name, value)),
            }
        }
    }

    /// The required fields that are missing: an update can set a field to null.
    pub fn missing_data(&self) -> Vec<&'static str> {
        let is_missing = |name: &&str| self.resource.get(*name).is_none_or(Value::is_null);
        REQUIRED.into_iter().filter(is_missing).collect()
    }
    /// Why no identification can begin, whatever the IBAN.
    pub fn reason_not_to_begin(&self) -> Option<Rejection> {
        if self.identifications.iter().any(Identification::is_successful) {
            return Some(Rejection::AlreadyIdentifiedSuccessfully);
        }
        (self.identifications.len() >= ATTEMPTS).then_some(Rejection::IdentificationAttemptsExceeded)
    }

    /// # Errors
    /// [`Refusal::MissingData`] if an update has set a required field to null.
    pub fn expect_required_data(&self) -> Result<(), Refusal> {
        match self.missing_data() {
            fields if fields.is_empty() => Ok(()),
            fields => Err(Refusal::MissingData(fields)),
        }
    }

    pub fn mobile_number_is_unverified(&self) -> Option<Rejection> {
        self.verified_number().is_none().then_some(Rejection::MobileNumberNotVerified)
    }

    /// The mobile number, if it is verified. E.164.
    pub fn verified_number(&self) -> Option<&str> {
        self.mobile_number.as_ref().filter(|number| number.verified).map(|number| number.number.as_str())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: Value) -> Map<String, Value> {
        match value {
            Value::Object(object) => object,
            other => panic!("{other}"),
        }
    }

    #[test]
    fn an_update_merges_objects() {
        let resource =
            json!({ "tax_information": { "tax_assessment_country": "DE" }, "email": "a@example.com" });
        let mut person = Person::new(0, object(resource));
        person.update(object(json!({ "tax_information": { "marital_status": "SINGLE" }, "email": null })));
        let expected = json!({ "tax_information": { "tax_assessment_country": "DE", "marital_status": "SINGLE" }, "email": null });
        assert_eq!(Value::Object(person.resource), expected);
    }

    #[test]
    fn a_thousand_identical_persons_are_the_most() {
        let person = object(json!({
            "first_name": "Leander", "last_name": "Zierfisch", "birth_city": "Aachen", "birth_date": "1978-07-15",
        }));
        let mut persons = Persons::default();
        for number in 1..=1000 {
            assert!(persons.create(format!("{number}cper"), person.clone()).is_ok(), "{number}");
        }
        assert!(persons.create("1001cper".into(), person.clone()).is_err());
        // Each of the four makes another person.
        for (name, value) in [
            ("first_name", "Lea"),
            ("last_name", "Seerose"),
            ("birth_city", "Bonn"),
            ("birth_date", "1978-07-16"),
        ] {
            let mut other = person.clone();
            other.insert(name.into(), value.into());
            assert!(persons.create(format!("{name}cper"), other).is_ok(), "{name}");
        }
    }
}
