//! What customers type, and bodies in JSON, as browser and server read them.

#![allow(clippy::unwrap_used, reason = "a test fails where what it needs is not there")]

use bankident_bff::domain::phone;
use bankident_fuzz::inputs;
use bankident_wire::{
    AddressDraft, BirthDate, Choice, City, CodeDraft, Country, Draft, Email, Field, FieldProblem, Iban,
    IbanDraft, MobileDraft, MobileNumber, MoreDraft, NaceCode, Name, Otp, PersonDraft, PostalCode, Prefill,
    Problem, Reported, ResumeDraft, Revisit, SignDraft, SignatureToken, StatusDraft, StreetLine, TermsDraft,
    TypedNumber, json, parse_property,
};
use chrono::NaiveDate;
use serde_json::Value;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 26).unwrap()
}

/// What is accepted is accepted again, and stays what it is: the server reads what the browser has read.
#[track_caller]
fn settles<T: AsText>(parse: impl Fn(&str) -> Result<T, FieldProblem>, text: &str) {
    if let Ok(value) = parse(text) {
        let once = value.as_text();
        let again = parse(&once).map(|value| value.as_text());
        assert_eq!(again.as_ref(), Ok(&once), "{text:?}");
    }
}

trait AsText {
    fn as_text(&self) -> String;
}

macro_rules! as_text {
    ($($type:ty),*) => { $(impl AsText for $type { fn as_text(&self) -> String { self.as_str().to_owned() } })* };
}
as_text!(
    Iban,
    TypedNumber,
    MobileNumber,
    Email,
    Otp,
    SignatureToken,
    Name,
    City,
    StreetLine,
    PostalCode,
    Country,
    NaceCode
);

impl AsText for BirthDate {
    fn as_text(&self) -> String {
        self.date().to_string()
    }
}

#[test]
fn every_value() {
    for input in inputs("values", 2000) {
        let text = &input.text();
        settles(Iban::parse, text);
        settles(TypedNumber::parse, text);
        settles(MobileNumber::parse, text);
        settles(Email::parse, text);
        settles(Otp::parse, text);
        settles(SignatureToken::parse, text);
        settles(Name::parse, text);
        settles(City::parse, text);
        settles(StreetLine::parse, text);
        settles(PostalCode::parse, text);
        settles(Country::parse, text);
        settles(NaceCode::parse, text);
        settles(|text| BirthDate::parse(text, today()), text);
        let grouped = Iban::group(text);
        assert_eq!(Iban::group(&grouped), grouped, "{text:?}");
        for field in Field::properties() {
            let property = field.property().unwrap();
            let parsed = |given| parse_property(property, given, today());
            if let Ok(Some(value)) = parsed(&Value::from(text.as_str())) {
                assert_eq!(parsed(&value), Ok(Some(value.clone())), "{} {text:?}", field.name());
            }
        }
    }
}

#[test]
fn numbers_as_the_server_reads_them() {
    let countries = ["DE", "AT", "IT", "US", "XK", "AQ"].map(|code| Country::parse(code).unwrap());
    for input in inputs("values", 400) {
        let Ok(typed) = TypedNumber::parse(&input.text()) else { continue };
        for country in &countries {
            if let Ok(reading) = phone::read(&typed, country) {
                let question = phone::question(&reading.number);
                let again = TypedNumber::parse(&question.written).unwrap();
                let again = phone::read(&again, country).unwrap().number;
                assert_eq!(again.as_str(), reading.number.as_str(), "{}", question.written);
            }
        }
    }
}

fn draft<D: Draft>(value: &Value) {
    if let Ok(draft) = json::from_value::<D>(value.clone()) {
        draft.parse(today()).ok();
        let written = serde_json::to_value(&draft).unwrap();
        json::from_value::<D>(written).unwrap();
    }
}

#[test]
fn every_body() {
    for input in inputs("json", 3000) {
        let Ok(value) = serde_json::from_slice::<Value>(&input.bytes) else { continue };
        draft::<TermsDraft>(&value);
        draft::<PersonDraft>(&value);
        draft::<AddressDraft>(&value);
        draft::<StatusDraft>(&value);
        draft::<MobileDraft>(&value);
        draft::<CodeDraft>(&value);
        draft::<IbanDraft>(&value);
        draft::<SignDraft>(&value);
        draft::<ResumeDraft>(&value);
        if let Ok(more) = json::from_value::<MoreDraft>(value.clone()) {
            let asked: Vec<Field> = Field::properties().collect();
            more.clone().asked_for(&asked).parse(today()).ok();
            more.parse(today()).ok();
        }
        json::from_value::<Choice>(value.clone()).ok();
        json::from_value::<Revisit>(value.clone()).ok();
        json::from_value::<Reported>(value.clone()).ok();
        json::from_value::<Problem>(value.clone()).ok();
        Prefill::read(&value, today());
    }
}
