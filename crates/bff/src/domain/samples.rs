//! Invented people, for tests.

use bankident_wire::{AddressDraft, MobileNumber, PersonDraft, Properties, StatusDraft, TermsDraft};
use chrono::{DateTime, Utc};
use serde_json::json;

use super::{
    gathering::Answers,
    partner_journey::{PartnerJourney, ReturnUrls},
};

/// A journey that a partner has begun and a customer has started.
pub fn partner_journey() -> PartnerJourney {
    PartnerJourney {
        partner: "nordlicht".to_owned(),
        journey_id: "jrn_1".to_owned(),
        reference: None,
        locale: None,
        return_urls: ReturnUrls::default(),
        ask: Vec::new(),
        created_at: began_at(),
        start_by: began_at(),
        opened_at: None,
        started_at: Some(began_at()),
    }
}

/// All answers of an invented person.
pub fn answers() -> Answers {
    let terms: TermsDraft = serde_json::from_value(json!({
        "terms_conditions_signed_at": "2026-11-23T12:00:01Z", "data_terms_signed_at": "2026-11-23T12:00:02Z",
    }))
    .unwrap();
    let person: PersonDraft = serde_json::from_value(json!({
        "salutation": "MR", "first_name": "Leander", "last_name": "Zierfisch", "birth_date": "15.07.1978",
        "birth_city": "Aachen", "birth_country": "DE", "nationality": "DE",
    }))
    .unwrap();
    let address: AddressDraft = serde_json::from_value(json!({
        "address": { "line_1": "Berliner Str. 45", "postal_code": "14169", "city": "Berlin", "country": "DE" },
        "email": "person@example.com",
    }))
    .unwrap();
    let status: StatusDraft = serde_json::from_value(json!({
        "employment_status": "EMPLOYED", "tax_assessment_country": "DE", "fatca_relevant": false,
        "own_economic_interest_signed_at": "2026-11-23T12:00:03Z", "fatca_crs_confirmed_at": "2026-11-23T12:00:04Z",
    }))
    .unwrap();
    Answers {
        terms: terms.parse().unwrap(),
        person: person.parse(began_at().date_naive()).unwrap(),
        address: address.parse().unwrap(),
        status: Some(status.parse().unwrap()),
        ask: Vec::new(),
        more: Properties::default(),
        known: Properties::default(),
    }
}

/// The guide's number for tests.
pub fn number() -> MobileNumber {
    MobileNumber::parse("+15550101").unwrap()
}

/// When the journey of the samples began.
pub fn began_at() -> DateTime<Utc> {
    "2026-11-23T12:00:00Z".parse().unwrap()
}
