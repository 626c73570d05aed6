//! What every customer answers. The person is invented.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

pub const BIRTH_DATE: &str = "15.07.1978";

pub fn person() -> Value {
    json!({
        "salutation": "MR", "first_name": "Leander", "last_name": "Zierfisch", "birth_date": BIRTH_DATE,
        "birth_city": "Aachen", "birth_country": "DE", "nationality": "DE",
    })
}

pub fn address() -> Value {
    json!({
        "address": {
            "line_1": "Berliner Str. 45", "line_2": "", "postal_code": "14169", "city": "Berlin", "country": "DE",
        },
        "email": "person@example.com",
    })
}

pub fn status(now: DateTime<Utc>) -> Value {
    json!({
        "employment_status": "EMPLOYED", "nace_code": "", "tax_assessment_country": "DE", "fatca_relevant": false,
        "own_economic_interest_signed_at": now, "fatca_crs_confirmed_at": now,
    })
}
