//! Validates an IBAN and names its bank (the guide, Step 3).

use axum::Json;
use serde_json::{Value, json};

use crate::{
    error::Refusal,
    validation::{Body, Wrong, read, text},
};

/// The bank code (Bankleitzahl, the eight digits after the check digits) of all mocked IBANs.
const BANK_CODE: &str = "11010101";
const BIC: &str = "MUSTDEB0XXX";
const BANK_NAME: &str = "Musterbank";

/// `POST /v1/iban_lookups` with `{"iban": ".."}`
///
/// Takes an IBAN of any country, but only knows the name of the bank of the mocked IBANs. 400 if it is not an IBAN.
pub async fn look_up(Body(body): Body) -> Result<Json<Value>, Refusal> {
    let iban = read(&body, |input| {
        input.required("iban", |value| {
            let iban: String = text(value)?.chars().filter(|c| !c.is_whitespace()).collect();
            iban.parse::<iban::Iban>().map(|_| iban).map_err(|_| Wrong::value("is not a valid IBAN"))
        })
    })?;
    Ok(Json(resource(&iban)))
}

fn resource(iban: &str) -> Value {
    let bank_code = iban.strip_prefix("DE").and_then(|german| german.get(2..10));
    let is_known = bank_code == Some(BANK_CODE);
    json!({
        "iban": iban,
        "country": &iban[..2],
        "bank_code": bank_code,
        "bic": is_known.then_some(BIC),
        "bank_name": is_known.then_some(BANK_NAME),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bank_is_named_where_it_is_known() {
        let mocked = resource("DE11110101010100000020");
        assert_eq!(
            (mocked["bank_name"].as_str(), mocked["bank_code"].as_str()),
            (Some(BANK_NAME), Some(BANK_CODE))
        );
        assert_eq!(resource("DE21500500009876543210")["bank_name"], Value::Null);
        assert_eq!(resource("FR7630006000011234567890189")["bank_code"], Value::Null);
    }
}
