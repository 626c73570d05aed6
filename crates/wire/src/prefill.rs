//! What a partner's page knows about the customer (docs/embedding.md, "Prefill"). It is checked member by member, and becomes what
//! might have been typed. It stays in the browser until the customer has accepted the terms and sends it.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use crate::{AddressDraft, Country, Field, FieldError, FieldProblem, MobileDraft, PersonDraft, Step, json};

/// The drafts that follow, and what is wrong.
#[derive(Debug, Default, PartialEq)]
pub struct Prefill {
    /// By the step that asks for them, in walking order.
    pub drafts: Vec<(Step, Value)>,
    pub mistakes: Vec<PrefillMistake>,
}

/// A member that is not taken. The value itself is never quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrefillMistake {
    /// A JSON pointer (RFC 6901), `/address/postal_code`.
    pub pointer: String,
    /// `unknown-member`, `wrong-type`, or the id of a [`FieldProblem`].
    pub problem: &'static str,
}

/// What can be known, by the names of Solaris' person.
const TAKEN: [Field; 14] = [
    Field::Salutation,
    Field::FirstName,
    Field::LastName,
    Field::BirthDate,
    Field::BirthCity,
    Field::BirthCountry,
    Field::Nationality,
    Field::AddressLine1,
    Field::AddressLine2,
    Field::AddressPostalCode,
    Field::AddressCity,
    Field::AddressCountry,
    Field::Email,
    Field::Number,
];

impl Prefill {
    /// Reads what the page has said. Whatever is left out or `null` is unknown.
    pub fn read(given: &Value, today: NaiveDate) -> Prefill {
        let mut prefill = Prefill::default();
        let mut known: Vec<(Field, String)> = Vec::new();
        prefill.members(None, given, &mut known);
        for step in [Step::Person, Step::Address, Step::Mobile] {
            let of_step = |(field, _): &&(Field, String)| field.step() == step;
            let errors = errors(step, draft(known.iter().filter(of_step)), today);
            let mut right = Vec::new();
            for entry in known.iter().filter(of_step) {
                let (field, text) = entry;
                match problem(*field, text, &errors) {
                    Some(problem) => prefill.complain(&pointer(*field), problem.id()),
                    None => right.push(entry),
                }
            }
            if !right.is_empty() {
                prefill.drafts.push((step, draft(right.into_iter())));
            }
        }
        prefill
    }

    /// The members of the whole, or of an object in it.
    fn members(&mut self, object: Option<&str>, given: &Value, known: &mut Vec<(Field, String)>) {
        let place = object.map(|object| format!("/{object}")).unwrap_or_default();
        let Value::Object(members) = given else {
            if !given.is_null() {
                self.complain(&place, "wrong-type");
            }
            return;
        };
        for (name, value) in members {
            let field = TAKEN.into_iter().find(|field| member(*field) == (object, name.as_str()));
            match (field, value) {
                (None, _) if object.is_none() && name == "address" => self.members(Some(name), value, known),
                (None, _) => {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    self.complain(&format!("{place}/{name}"), "unknown-member");
                }
                (Some(_), Value::Null) => {}
                (Some(field), Value::String(text)) => known.push((field, text.clone())),
                (Some(field), _) => self.complain(&pointer(field), "wrong-type"),
            }
        }
    }

    fn complain(&mut self, pointer: &str, problem: &'static str) {
        self.mistakes.push(PrefillMistake { pointer: pointer.to_owned(), problem });
    }
}

/// The object that a field stands in, and its name there.
fn member(field: Field) -> (Option<&'static str>, &'static str) {
    match field {
        Field::Number => (None, "mobile_number"),
        _ => field.path(),
    }
}

fn pointer(field: Field) -> String {
    match member(field) {
        (Some(object), name) => format!("/{object}/{name}"),
        (None, name) => format!("/{name}"),
    }
}

/// The JSON of a step's draft.
fn draft<'a>(known: impl Iterator<Item = &'a (Field, String)>) -> Value {
    let mut draft = Value::Object(Map::new());
    for (field, text) in known {
        field.write(&mut draft, as_chosen(*field, text).into());
    }
    draft
}

/// A country is chosen from a list, by its code in capitals.
fn as_chosen(field: Field, text: &str) -> String {
    match field {
        Field::BirthCountry | Field::Nationality | Field::AddressCountry => {
            Country::parse(text).map(String::from).unwrap_or_else(|_| text.to_owned())
        }
        _ => text.to_owned(),
    }
}

fn errors(step: Step, draft: Value, today: NaiveDate) -> Vec<FieldError> {
    let errors = match step {
        Step::Person => read::<PersonDraft>(draft).parse(today).err(),
        Step::Address => read::<AddressDraft>(draft).parse().err(),
        _ => read::<MobileDraft>(draft).parse().err(),
    };
    errors.unwrap_or_default()
}

fn read<D: Default + serde::de::DeserializeOwned>(draft: Value) -> D {
    json::from_value(draft).unwrap_or_default()
}

/// What is wrong with a value that was given. In a list of choices an unknown word counts as `missing`; here it was said, so it is
/// `invalid`. People write dates in many ways, servers in one (ISO 8601).
fn problem(field: Field, text: &str, errors: &[FieldError]) -> Option<FieldProblem> {
    let is_iso = || {
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let parts: Vec<&str> = text.split('-').collect();
        parts.iter().map(|part| part.len()).eq([4, 2, 2]) && parts.into_iter().all(digits)
    };
    if field == Field::BirthDate && !is_iso() {
        return Some(FieldProblem::Invalid);
    }
    let error = errors.iter().find(|error| error.field == field)?;
    Some(match error.problem {
        FieldProblem::Missing if !text.trim().is_empty() => FieldProblem::Invalid,
        problem => problem,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn prefill(given: Value) -> Prefill {
        Prefill::read(&given, NaiveDate::from_ymd_opt(2026, 11, 23).unwrap())
    }

    #[test]
    fn what_is_known_is_as_good_as_typed() {
        let given = json!({
            "salutation": "MR", "first_name": "Leander", "last_name": "Zierfisch", "birth_date": "1978-07-15",
            "birth_city": "Aachen", "birth_country": "de", "nationality": "DE",
            "address": { "line_1": "Berliner Str. 45", "postal_code": "14169", "city": "Berlin", "country": "DE" },
            "email": "person@example.com", "mobile_number": "+4915112345678",
        });
        let Prefill { drafts, mistakes } = prefill(given);
        assert_eq!(mistakes, []);
        let [(Step::Person, person), (Step::Address, address), (Step::Mobile, mobile)] = drafts.as_slice()
        else {
            panic!("{drafts:?}")
        };
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        assert!(read::<PersonDraft>(person.clone()).parse(today).is_ok());
        assert!(read::<AddressDraft>(address.clone()).parse().is_ok());
        assert!(read::<MobileDraft>(mobile.clone()).parse().is_ok());
        assert_eq!(person["birth_country"], "DE", "the list has it in capitals");
    }

    #[test]
    fn what_is_not_known_may_be_left_out_or_null() {
        for nothing in
            [json!(null), json!({}), json!({ "first_name": null, "address": null }), json!({ "address": {} })]
        {
            assert_eq!(prefill(nothing), Prefill::default());
        }
        let little =
            prefill(json!({ "last_name": "Zierfisch", "address": { "city": "Berlin", "line_2": null } }));
        let expected = [
            (Step::Person, json!({ "last_name": "Zierfisch" })),
            (Step::Address, json!({ "address": { "city": "Berlin" } })),
        ];
        assert_eq!((little.drafts, little.mistakes), (expected.to_vec(), vec![]));
    }

    #[test]
    fn each_member_is_checked_by_itself() {
        for (given, pointer, problem) in [
            (json!([]), "", "wrong-type"),
            (json!("Zierfisch"), "", "wrong-type"),
            (json!({ "firstname": "Lea" }), "/firstname", "unknown-member"),
            (json!({ "number": "+4915112345678" }), "/number", "unknown-member"),
            (json!({ "a/b~c": 1 }), "/a~1b~0c", "unknown-member"),
            (json!({ "address.city": "Berlin" }), "/address.city", "unknown-member"),
            (json!({ "address": ["Berlin"] }), "/address", "wrong-type"),
            (json!({ "address": { "zip": "14169" } }), "/address/zip", "unknown-member"),
            (json!({ "nationality": 49 }), "/nationality", "wrong-type"),
            (json!({ "salutation": "HERR" }), "/salutation", "invalid"),
            (json!({ "first_name": "" }), "/first_name", "missing"),
            (json!({ "last_name": "x".repeat(500) }), "/last_name", "too-long"),
            (json!({ "birth_date": "15.07.1978" }), "/birth_date", "invalid"),
            (json!({ "birth_date": "1978-7-15" }), "/birth_date", "invalid"),
            (json!({ "birth_date": "2020-07-15" }), "/birth_date", "too-young"),
            (json!({ "birth_city": " " }), "/birth_city", "missing"),
            (json!({ "birth_country": "Germany" }), "/birth_country", "invalid"),
            (json!({ "nationality": "QQ" }), "/nationality", "invalid"),
            (json!({ "email": "nobody" }), "/email", "invalid"),
            (json!({ "mobile_number": "call me" }), "/mobile_number", "invalid"),
            (json!({ "address": { "country": "Deutschland" } }), "/address/country", "invalid"),
            (
                json!({ "address": { "country": "DE", "postal_code": "1" } }),
                "/address/postal_code",
                "invalid",
            ),
            (json!({ "address": { "city": "" } }), "/address/city", "missing"),
        ] {
            let expected = PrefillMistake { pointer: pointer.to_owned(), problem };
            assert_eq!(prefill(given.clone()).mistakes, [expected], "{given}");
        }
    }

    #[test]
    fn what_is_right_is_taken_beside_what_is_wrong() {
        let Prefill { drafts, mistakes } =
            prefill(json!({ "first_name": "Lea", "nationality": "Atlantis", "email": "nobody" }));
        assert_eq!(drafts, [(Step::Person, json!({ "first_name": "Lea" }))]);
        assert_eq!(mistakes.len(), 2);
        assert!(!format!("{mistakes:?}").contains("Atlantis"));
    }
}
