//! What a partner has the customer asked besides: properties of the person by the table in [`PROPERTIES`](crate::PROPERTIES).

use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{Country, Field, FieldError, FieldProblem, Kind, Property, values::free_text};

/// More about the customer, as far as the partner wants it.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
pub struct MoreStage {
    pub asked: Vec<Field>,
    /// What was answered before, as it was typed.
    pub answers: MoreDraft,
}

/// What is typed: an object with the API's names, and `asked`. Never printed: it tells about a person.
#[derive(Clone, Default, PartialEq, Serialize, serde::Deserialize)]
pub struct MoreDraft(Value);

/// What may be sent: the properties as the API takes them. Never printed either.
#[derive(Clone, Default, PartialEq, Serialize, serde::Deserialize)]
pub struct Properties(Map<String, Value>);

const ASKED: &str = "asked";

impl fmt::Debug for MoreDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MoreDraft(..)")
    }
}

impl fmt::Debug for Properties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Properties(..)")
    }
}

impl MoreDraft {
    /// The draft of a screen that asks for these; answers that are known stand in it, amounts in cents.
    pub fn of(asked: &[Field], known: &Properties) -> MoreDraft {
        let mut draft = Value::Object(Map::new());
        draft[ASKED] = asked.iter().map(|field| Value::from(field.name())).collect();
        for field in asked {
            if let Some(value) = known.get(*field) {
                field.write(&mut draft, value.clone());
            }
        }
        MoreDraft(draft)
    }

    /// The same, whatever the browser says that it was asked.
    pub fn asked_for(mut self, asked: &[Field]) -> MoreDraft {
        if !self.0.is_object() {
            self = MoreDraft::default();
        }
        self.0[ASKED] = asked.iter().map(|field| Value::from(field.name())).collect();
        self
    }

    /// What is typed for a property: of a confirmation the time of its tick, or the day that was stored.
    pub fn given(&self, field: Field) -> &Value {
        field.read(&self.0)
    }

    pub fn parse(&self, today: NaiveDate) -> Result<Properties, Vec<FieldError>> {
        let asked = self.0[ASKED].as_array().into_iter().flatten().filter_map(Value::as_str);
        let asked: Vec<Field> = asked.filter_map(Field::from_name).collect();
        let (mut properties, mut mistakes) = (Value::Object(Map::new()), Vec::new());
        for field in &asked {
            let Some(property) = field.property() else { continue };
            match parse(property, field.read(&self.0), today) {
                Ok(Some(value)) => field.write(&mut properties, value),
                Ok(None) if property.optional => {}
                Ok(None) => mistakes.push(field.is(FieldProblem::Missing)),
                Err(problem) => mistakes.push(field.is(problem)),
            }
        }
        if let Some(address) = properties.get("contact_address") {
            let unsaid = |field: &Field| !mistakes.iter().any(|mistake: &FieldError| mistake.field == *field);
            let lacking = |field: &Field| Some(field.is(lacks(address, *field)?));
            let lacking: Vec<FieldError> =
                asked.iter().filter(|field| unsaid(field)).filter_map(lacking).collect();
            mistakes.extend(lacking);
        }
        match properties {
            Value::Object(properties) if mistakes.is_empty() => Ok(Properties(properties)),
            _ => Err(mistakes),
        }
    }
}

impl Properties {
    /// The value of a property.
    pub fn get(&self, field: Field) -> Option<&Value> {
        let value = match field.path() {
            (Some(object), part) => self.0.get(object)?.get(part)?,
            (None, name) => self.0.get(name)?,
        };
        Some(value).filter(|value| !value.is_null())
    }

    /// Writes a value that was parsed.
    pub fn set(&mut self, field: Field, value: Value) {
        let mut all = Value::Object(std::mem::take(&mut self.0));
        field.write(&mut all, value);
        if let Value::Object(all) = all {
            self.0 = all;
        }
    }

    /// Those that are known, in the order of the table.
    pub fn known(&self) -> impl Iterator<Item = (Field, &Value)> {
        Field::properties().filter_map(|field| Some((field, self.get(field)?)))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What was given for a property, as the API takes it; `None` where nothing was.
///
/// # Errors
/// What is wrong with it.
pub fn parse(property: &Property, given: &Value, today: NaiveDate) -> Result<Option<Value>, FieldProblem> {
    let text = given.as_str().unwrap_or_default();
    if given.is_null() || given.as_str().is_some_and(|text| text.trim().is_empty()) {
        return Ok(None);
    }
    let is_of_type = match property.kind {
        Kind::Boolean => given.is_boolean(),
        Kind::Cents => given.is_string() || given.is_i64(),
        _ => given.is_string(),
    };
    if !is_of_type {
        return Err(FieldProblem::Invalid);
    }
    Ok(Some(match property.kind {
        Kind::Text(longest) => free_text(text, longest)?.into(),
        Kind::Choice(codes) => match codes.contains(&text) {
            true => text.into(),
            false => return Err(FieldProblem::Invalid),
        },
        Kind::Country => String::from(Country::parse(text).map_err(|_| FieldProblem::Invalid)?).into(),
        Kind::Boolean => given.clone(),
        Kind::Cents => given.as_i64().map_or_else(|| cents(text), in_range)?.into(),
        Kind::Day => {
            // A day, or the moment of a tick.
            let day = text.get(..10).unwrap_or(text);
            let days = [Some(today), today.succ_opt()];
            match days.into_iter().flatten().any(|known| known.to_string() == day) {
                true => day.into(),
                false => return Err(FieldProblem::OutOfBounds),
            }
        }
        Kind::AskedAnyway => return Err(FieldProblem::Invalid),
    }))
}

/// What a contact address lacks in this part of it: it is none or a whole one.
fn lacks(address: &Value, field: Field) -> Option<FieldProblem> {
    let text = |part: &str| address[part].as_str().unwrap_or_default();
    match field.path() {
        (Some("contact_address"), part @ ("line_1" | "city" | "country")) => {
            text(part).is_empty().then_some(FieldProblem::Missing)
        }
        (Some("contact_address"), "postal_code") => {
            let country = Country::parse(text("country")).ok()?;
            super::address::postal_code(text("postal_code"), Some(&country)).err()
        }
        _ => None,
    }
}

/// More than anybody earns in a month, in cents.
const MOST: i64 = 100_000_000_000;

fn in_range(cents: i64) -> Result<i64, FieldProblem> {
    if (0..=MOST).contains(&cents) { Ok(cents) } else { Err(FieldProblem::Invalid) }
}

/// An amount in euros as people write it: `1.250,50`, `1,250.50 €`, `1250`. A mark before the last two digits divides the cents.
fn cents(typed: &str) -> Result<i64, FieldProblem> {
    let typed: String = typed.replace(['€', '\'', '’'], "").split_whitespace().collect();
    let (euros, cents) = match typed.rsplit_once(['.', ',']) {
        Some((euros, cents)) if (1..=2).contains(&cents.len()) => (euros, cents),
        _ => (typed.as_str(), "0"),
    };
    let groups: Vec<&str> = euros.split(['.', ',']).collect();
    let (first, others) = groups.split_first().unwrap_or((&"", &[]));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let is_grouped = others.iter().all(|group| group.len() == 3) && (others.is_empty() || first.len() <= 3);
    if !is_grouped || !groups.iter().chain([&cents]).all(|group| is_number(group)) {
        return Err(FieldProblem::Invalid);
    }
    let cents = format!("{}{cents:0<2}", groups.concat());
    in_range(cents.parse().map_err(|_| FieldProblem::Invalid)?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
    }

    fn field(name: &str) -> Field {
        Field::from_name(name).unwrap_or_else(|| panic!("{name}"))
    }

    fn parsed(name: &str, given: Value) -> Result<Option<Value>, FieldProblem> {
        parse(field(name).property().unwrap(), &given, today())
    }

    #[test]
    fn each_kind_takes_what_people_say_and_what_the_api_says() {
        for (name, given, expected) in [
            ("title", json!("DR"), Ok(Some(json!("DR")))),
            ("title", json!(""), Ok(None)),
            ("title", json!(null), Ok(None)),
            ("title", json!("Doktor"), Err(FieldProblem::Invalid)),
            ("title", json!(1), Err(FieldProblem::Invalid)),
            ("job_title", json!("  Gärtnerin \u{200b}"), Ok(Some(json!("Gärtnerin")))),
            ("job_title", json!("x".repeat(256)), Err(FieldProblem::TooLong)),
            ("job_title", json!("a\u{7}b"), Err(FieldProblem::Invalid)),
            ("job_title", json!(["x"]), Err(FieldProblem::Invalid)),
            ("business_country", json!("at"), Ok(Some(json!("AT")))),
            ("business_country", json!("Austria"), Err(FieldProblem::Invalid)),
            ("self_declared_as_pep", json!(false), Ok(Some(json!(false)))),
            ("self_declared_as_pep", json!("false"), Err(FieldProblem::Invalid)),
            ("expected_monthly_revenue_cents", json!(125_050), Ok(Some(json!(125_050)))),
            ("expected_monthly_revenue_cents", json!(-1), Err(FieldProblem::Invalid)),
            ("expected_monthly_revenue_cents", json!(1.5), Err(FieldProblem::Invalid)),
            ("expected_monthly_revenue_cents", json!("1.250,50"), Ok(Some(json!(125_050)))),
            ("expected_monthly_revenue_cents", json!("1,250.5 €"), Ok(Some(json!(125_050)))),
            ("expected_monthly_revenue_cents", json!("1 250"), Ok(Some(json!(125_000)))),
            ("expected_monthly_revenue_cents", json!("1.250"), Ok(Some(json!(125_000)))),
            ("expected_monthly_revenue_cents", json!("0"), Ok(Some(json!(0)))),
            ("expected_monthly_revenue_cents", json!("12.50.1"), Err(FieldProblem::Invalid)),
            ("expected_monthly_revenue_cents", json!("viel"), Err(FieldProblem::Invalid)),
            ("expected_monthly_revenue_cents", json!("-5"), Err(FieldProblem::Invalid)),
            ("aml_confirmed_on", json!("2026-11-23"), Ok(Some(json!("2026-11-23")))),
            ("aml_confirmed_on", json!("2026-11-24"), Ok(Some(json!("2026-11-24")))),
            ("aml_confirmed_on", json!("2026-11-23T12:00:00Z"), Ok(Some(json!("2026-11-23")))),
            ("aml_confirmed_on", json!("2026-11-25"), Err(FieldProblem::OutOfBounds)),
            ("aml_confirmed_on", json!("2026-11-22"), Err(FieldProblem::OutOfBounds)),
            ("aml_confirmed_on", json!(true), Err(FieldProblem::Invalid)),
        ] {
            assert_eq!(parsed(name, given.clone()), expected, "{name}: {given}");
        }
    }

    #[test]
    fn what_was_sent_can_be_typed_again() {
        let known = [
            ("title", json!("DR")),
            ("contact_address.line_1", json!("Postfach 1")),
            ("contact_address.city", json!("Wien")),
            ("contact_address.country", json!("AT")),
            ("expected_monthly_revenue_cents", json!(125_005)),
            ("self_declared_as_pep", json!(false)),
        ];
        let mut properties = Properties::default();
        for (name, value) in known.clone() {
            properties.set(field(name), value);
        }
        let asked: Vec<Field> = known.into_iter().map(|(name, _)| field(name)).collect();
        assert_eq!(MoreDraft::of(&asked, &properties).parse(today()), Ok(properties));
    }

    #[test]
    fn only_what_is_asked_is_missed_and_taken() {
        let asked = ["title", "job_title", "self_declared_as_pep"].map(field);
        let typed = MoreDraft(json!({ "asked": ["branch"], "title": "DR", "branch": "X" })).asked_for(&asked);
        let missing = |name| field(name).is(FieldProblem::Missing);
        assert_eq!(typed.parse(today()), Err(vec![missing("job_title"), missing("self_declared_as_pep")]));
        let typed = MoreDraft(json!({ "job_title": "x", "self_declared_as_pep": true, "branch": "X" }))
            .asked_for(&asked);
        let properties = typed.parse(today()).unwrap();
        assert_eq!(
            serde_json::to_value(properties).unwrap(),
            json!({ "job_title": "x", "self_declared_as_pep": true })
        );
        assert_eq!(MoreDraft(json!(7)).asked_for(&asked[..1]).parse(today()), Ok(Properties::default()));
    }

    #[test]
    fn a_contact_address_is_none_or_a_whole_one() {
        let parts = ["line_1", "line_2", "postal_code", "city", "state", "country"];
        let asked = parts.map(|part| field(&format!("contact_address.{part}")));
        let draft = |given: Value| MoreDraft(json!({ "contact_address": given })).asked_for(&asked);
        assert_eq!(draft(json!({ "city": " " })).parse(today()), Ok(Properties::default()));
        let missing = |part: &str| field(&format!("contact_address.{part}")).is(FieldProblem::Missing);
        assert_eq!(
            draft(json!({ "city": "Wien" })).parse(today()),
            Err(vec![missing("line_1"), missing("country")])
        );
        for (country, postal_code, problem) in [
            ("AT", "1010", None),
            ("AT", "", Some(FieldProblem::Missing)),
            ("DE", "1010", Some(FieldProblem::Invalid)),
            ("DE", "", Some(FieldProblem::Missing)),
            ("AE", "", None),
        ] {
            let whole = json!({ "line_1": "Postfach 1", "city": "Wien", "country": country, "postal_code": postal_code });
            let problems = draft(whole).parse(today()).err();
            let expected = problem.map(|problem| vec![field("contact_address.postal_code").is(problem)]);
            assert_eq!(problems, expected, "{country} {postal_code}");
        }
    }
}
