//! Validates an IBAN and names its bank (the guide, Step 3).

use axum::Json;
use serde_json::{Value, json};

use crate::{
    error::Refusal,
    validation::{Body, Wrong, read, text},
};

/// Bank code (Bankleitzahl, the eight digits after the check digits), BIC and name: the bank of all mocked IBANs, and those of
/// the IBANs that are usual in examples (Deutsche Bundesbank, the file of bank codes).
const BANKS: [(&str, &str, &str); 7] = [
    ("11010101", "MUSTDEB0XXX", "Musterbank"),
    ("10050000", "BELADEBEXXX", "Berliner Sparkasse"),
    ("12030000", "BYLADEM1001", "Deutsche Kreditbank"),
    ("20050550", "HASPDEHHXXX", "Hamburger Sparkasse"),
    ("37040044", "COBADEFFXXX", "Commerzbank"),
    ("50010517", "INGDDEFFXXX", "ING-DiBa"),
    ("70150000", "SSKMDEMMXXX", "Stadtsparkasse München"),
];

/// `POST /v1/iban_lookups` with `{"iban": ".."}`
///
/// Takes an IBAN of any country, and knows the names of some German banks. 400 `invalid_model` if it is not an IBAN, or if no
/// German bank can have its bank code.
pub async fn look_up(Body(body): Body) -> Result<Json<Value>, Refusal> {
    let iban = read(&body, |input| {
        input.required("iban", |value| {
            let iban: String = text(value)?.chars().filter(|c| !c.is_whitespace()).collect();
            let is_one = iban.parse::<iban::Iban>().is_ok() && bank_code(&iban).is_none_or(can_be_a_banks);
            if is_one { Ok(iban) } else { Err(Wrong::value("is not a valid IBAN")) }
        })
    })?;
    Ok(Json(resource(&iban)))
}

fn bank_code(iban: &str) -> Option<&str> {
    iban.strip_prefix("DE").and_then(|german| german.get(2..10))
}

/// The first digit names the clearing area, from 1 to 8 (Deutsche Bundesbank, the file of bank codes).
fn can_be_a_banks(code: &str) -> bool {
    code.starts_with(|first| matches!(first, '1'..='8'))
}

fn resource(iban: &str) -> Value {
    let bank_code = bank_code(iban);
    let bank = BANKS.iter().find(|(code, ..)| Some(*code) == bank_code);
    json!({
        "iban": iban,
        "country": &iban[..2],
        "bank_code": bank_code,
        "bic": bank.map(|(_, bic, _)| bic),
        "bank_name": bank.map(|(.., name)| name),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bank_is_named_where_it_is_known() {
        for (iban, code, name) in [
            ("DE11110101010100000020", Some("11010101"), Some("Musterbank")),
            ("DE89370400440532013000", Some("37040044"), Some("Commerzbank")),
            ("DE02120300000000202051", Some("12030000"), Some("Deutsche Kreditbank")),
            ("DE21500500009876543210", Some("50050000"), None),
            ("FR7630006000011234567890189", None, None),
        ] {
            let found = resource(iban);
            assert_eq!((found["bank_code"].as_str(), found["bank_name"].as_str()), (code, name), "{iban}");
        }
    }

    #[test]
    fn no_bank_has_a_code_outside_of_the_clearing_areas() {
        for (code, can_be) in
            [("11010101", true), ("87095824", true), ("01010101", false), ("99999999", false)]
        {
            assert_eq!(can_be_a_banks(code), can_be, "{code}");
        }
    }
}
