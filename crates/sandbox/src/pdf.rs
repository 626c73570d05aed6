//! The documents of an identification (guide, "Retrieve the documents"): invented, but real PDFs, so that what shows,
//! stores and prints them has something to work on.

mod customer;
mod kyc_report;
mod sample_contract;
mod sheet;
mod typeface;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::language::Language;
pub use kyc_report::kyc_report;
pub use sample_contract::sample_contract;
use sheet::{Frame, Sheet};

/// What the documents say.
pub struct Contract<'a> {
    /// The person as the API shows it.
    pub person: &'a Value,
    pub iban: &'a str,
    pub identification_id: &'a str,
    pub language: Language,
    pub made_at: DateTime<Utc>,
    /// None: prepared for signing.
    pub signed: Option<Signature>,
}

/// A document of the guide's invented person, to look at: the report, or the contract.
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

/// A simulated qualified electronic signature.
pub struct Signature {
    pub at: DateTime<Utc>,
    /// The certificate service's own number of the signing.
    pub reference_token: String,
}

impl Contract<'_> {
    /// A document that begins with its title; `warning` says at the top of each page what it is not.
    fn sheet(&self, title: &'static str, warning: &'static str, lead: &str) -> Sheet {
        let Contract { language, made_at, identification_id, .. } = *self;
        let reference = identification_id.to_owned();
        let mut sheet = Sheet::new(Frame { language, title, warning, reference, made_at });
        sheet.title(title, lead);
        sheet
    }
}

fn moment(at: DateTime<Utc>, language: Language) -> String {
    match language {
        Language::De => at.format("%d.%m.%Y, %H:%M:%S UTC").to_string(),
        Language::En => at.format("%-d %B %Y, %H:%M:%S UTC").to_string(),
    }
}

/// The box that a signed document carries.
fn seal(sheet: &mut Sheet, signature: &Signature, name: &str, language: Language) {
    let at = moment(signature.at, language);
    let token = signature.reference_token.clone();
    match language {
        Language::De => sheet.seal(
            "Qualifizierte elektronische Signatur (simuliert)",
            &[("Unterzeichnet von", name.to_owned()), ("Zeitpunkt", at), ("Referenz", token)],
            "Erzeugt von einem Simulator. Diese Signatur hat keine Rechtswirkung und keinen kryptografischen Nachweis.",
        ),
        Language::En => sheet.seal(
            "Qualified electronic signature (simulated)",
            &[("Signed by", name.to_owned()), ("Time", at), ("Reference", token)],
            "Made by a simulator. This signature has no legal effect and carries no cryptographic proof.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

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
