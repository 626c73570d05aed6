//! The documents of an identification (the guide, "Retrieve the documents"). Their content is invented; the PDFs are
//! real, so that they can be shown, stored and printed.

mod typeface;
mod style;
mod sheet;
mod writer;
mod customer;
pub mod contract;
pub mod kyc_report;
pub mod sample_contract;
pub mod special;

use chrono::DateTime;
use serde_json::json;

use crate::language::Language;

use contract::Contract;
use kyc_report::kyc_report;
use sample_contract::sample_contract;

/// A document of the guide's invented person, as a PDF: the KYC report if `report`, else the contract.
pub fn sample_document(report: bool) -> Vec<u8> {
    let person = json!({
        "salutation": "MR", "first_name": "Leander", "last_name": "Zierfisch", "birth_date": "1978-07-15",
        "birth_city": "Aachen", "birth_country": "DE", "nationality": "DE",
        "address": { "line_1": "Berliner Str. 45", "postal_code": "14169", "city": "Berlin", "country": "DE" },
        "email": "person@example.com", "employment_status": "EMPLOYED",
        "tax_information": { "tax_assessment_country": "DE" },
    });
    let contract = Contract {
        person: &person,
        iban: "DE11110101010100000020",
        identification_id: "0123456789abcdef0123456789abcdefcidt",
        language: Language::De,
        made_at: DateTime::UNIX_EPOCH,
        signed: None,
    };
    if report { kyc_report(&contract) } else { sample_contract(&contract) }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};
    use serde_json::Value;

    use super::{contract::Signature, *};

    fn person() -> Value {
        json!({
            "salutation": "MS", "first_name": "Änne Zoë", "last_name": "Straßenkötter", "birth_date": "1987-03-09",
            "birth_city": "Mühlhausen", "birth_country": "DE", "nationality": "DE",
            "address": {
                "line_1": "Übungsweg 7", "line_2": "Hinterhaus", "postal_code": "10115", "city": "Berlin", "country": "DE"
            },
            "email": "aenne@example.com", "employment_status": "EMPLOYED",
            "tax_information": {"tax_assessment_country": "DE"},
        })
    }

    fn contract(person: &Value, language: Language, signed: bool) -> Contract<'_> {
        let made_at = Utc.with_ymd_and_hms(2026, 2, 3, 14, 5, 9).unwrap();
        Contract {
            person,
            iban: "DE11110101010100000020",
            identification_id: "4a1c2f0b9e7d4c55a3b8d6e1f2031425cidt",
            language,
            made_at,
            signed: signed.then(|| Signature {
                at: made_at + chrono::TimeDelta::minutes(4),
                reference_token: "8f14e45f-ceea-467a".to_owned(),
            }),
        }
    }

    /// The text of each page, without the breaks between lines.
    fn pages(pdf: &[u8]) -> Vec<String> {
        let document = lopdf::Document::load_mem(pdf).unwrap();
        let numbers = document.get_pages().into_keys();
        numbers.map(|page| document.extract_text(&[page]).unwrap().replace('\n', " ")).collect()
    }

    #[track_caller]
    fn check(pdf: &[u8], count: usize, says: &[&str], does_not_say: &[&str]) {
        let pages = pages(pdf);
        assert_eq!(pages.len(), count);
        let text = pages.join(" ");
        for words in says {
            assert!(text.contains(words), "{words} is missing in: {text}");
        }
        for words in does_not_say {
            assert!(!text.contains(words), "{words} is in: {text}");
        }
    }

    #[test]
    fn the_report_says_who_was_identified() {
        check(
            &kyc_report(&contract(&person(), Language::De, false)),
            2,
            &[
                "Änne Zoë Straßenkötter",
                "09.03.1987",
                "Übungsweg 7",
                "DE11 1101 0101 0100 0000 20",
                "Seite 2 von 2",
            ],
            &["Signatur (simuliert)"],
        );
        check(
            &kyc_report(&contract(&person(), Language::En, true)),
            2,
            &[
                "9 March 1987",
                "Germany",
                "Page 1 of 2",
                "Qualified electronic signature (simulated)",
                "8f14e45f-ceea-467a",
            ],
            &["Seite"],
        );
    }

    #[test]
    fn the_contract_is_signed_when_it_is() {
        check(
            &sample_contract(&contract(&person(), Language::De, false)),
            3,
            &["Mustervertrag über die Eröffnung eines Kontos", "Änne Zoë Straßenkötter", "Seite 1 von 3"],
            &["Qualifizierte elektronische Signatur (simuliert)"],
        );
        check(
            &sample_contract(&contract(&person(), Language::De, true)),
            3,
            &[
                "Qualifizierte elektronische Signatur (simuliert)",
                "03.02.2026, 14:09:09 UTC",
                "8f14e45f-ceea-467a",
            ],
            &[],
        );
        check(
            &sample_contract(&contract(&person(), Language::En, true)),
            3,
            &["Sample agreement to open an account", "3 February 2026, 14:09:09 UTC", "Page 3 of 3"],
            &["Muster", "Seite"],
        );
    }

    #[test]
    fn the_same_input_makes_the_same_bytes() {
        let person = person();
        let contract = contract(&person, Language::De, true);
        assert_eq!(sample_contract(&contract), sample_contract(&contract));
        assert_eq!(kyc_report(&contract), kyc_report(&contract));
    }

    #[test]
    fn the_document_knows_its_language() {
        let pdf = kyc_report(&contract(&person(), Language::En, false));
        let document = lopdf::Document::load_mem(&pdf).unwrap();
        let language = document.catalog().unwrap().get(b"Lang").unwrap().as_str().unwrap();
        assert_eq!(language, b"en");
    }

    #[test]
    fn no_name_breaks_a_document() {
        let names = json!({
            "first_name": "אבגד 日本 \u{1f600} e\u{301} \u{200d}\u{feff}\u{e000}\u{0}\t\u{202e}", "last_name": "x".repeat(900),
            "address": {"line_1": null, "line_2": ""},
        });
        for person in [names, json!({}), json!(null)] {
            for language in [Language::De, Language::En] {
                assert!(kyc_report(&contract(&person, language, true)).starts_with(b"%PDF-"));
                assert!(sample_contract(&contract(&person, language, false)).starts_with(b"%PDF-"));
            }
        }
    }
}
