//! What is signed: a KYC report and a sample contract, made from the person's data; and their signed versions.

mod kyc_report;
mod agreement;
mod signature_page;

use axum::body::Bytes;
use bankident_wire::Rejection;
use chrono::{DateTime, NaiveDate, Utc};
use tokio::task::spawn_blocking;

use crate::{
    Sandbox,
    documents::{Document, DocumentType},
    error::Refusal,
    identifications::Identification,
    language::Language,
    pdf::{self, Text},
    state::Person,
};

/// What the documents say.
#[derive(Clone)]
struct Facts {
    language: Language,
    identification_id: String,
    iban: String,
    person: PersonalData,
    mobile_number: String,
    /// When the documents were made.
    at: DateTime<Utc>,
}

#[derive(Clone)]
struct PersonalData {
    salutation: String,
    first_name: String,
    last_name: String,
    birth_date: String,
    birth_city: String,
    birth_country: String,
    nationality: String,
    line_1: String,
    line_2: String,
    postal_code: String,
    city: String,
    country: String,
    email: String,
    employment_status: String,
    tax_assessment_country: String,
    fatca_relevant: bool,
}

/// Who signed, and when.
struct Signature {
    at: DateTime<Utc>,
    reference_token: String,
}

/// A name in the API, and how the document is written.
type Kind = (&'static str, fn(&Facts) -> Text);

const KINDS: [Kind; 2] = [("kyc_report", kyc_report::text), ("contract", agreement::text)];

/// The payment is authorized: makes the documents, then the identification waits to be signed.
pub async fn prepare(sandbox: &Sandbox, person_id: &str, id: &str) -> Result<(), Refusal> {
    let facts = sandbox.with(|state, now| Facts::of(state.persons.get(person_id)?, id, now))?;
    let made = spawn_blocking(move || write_all(&facts, None)).await.ok().flatten();
    sandbox.with(|state, now| {
        let person = state.persons.get(person_id)?;
        let identification = person.identification(id)?;
        match made {
            Some(_) => identification.transfer(),
            None => identification.fail(Rejection::InternalRequestError),
        }
        if identification.is_to_be_signed() {
            let documents = made.into_iter().flatten().map(|(kind, pdf)| Document {
                id: state.random.id("cdoc"),
                identification_id: id.to_owned(),
                name: format!("{id}_prepared_for_signing_{kind}.pdf"),
                document_type: DocumentType::ToSign,
                created_at: now,
                pdf,
            });
            person.documents.extend(documents);
        }
        Ok(())
    })
}

/// The signing was confirmed: Swisscom signs, or refuses to.
pub async fn sign(sandbox: Sandbox, person_id: String, id: String) {
    let facts = sandbox.with(|state, now| {
        let person = state.persons.get(&person_id)?;
        let reference_token = person.identification(&id)?.reference_token().unwrap_or_default().to_owned();
        // The documents that were read are the ones that are signed: they keep their date.
        let prepared = person.documents.iter().find(|document| document.identification_id == id);
        let prepared_at = prepared.map_or(now, |document| document.created_at);
        Facts::of(person, &id, prepared_at).map(|facts| (facts, Signature { at: now, reference_token }))
    });
    let Ok((facts, signature)) = facts else { return };
    let made = spawn_blocking(move || write_all(&facts, Some(&signature))).await.ok().flatten();
    sandbox.with(|state, now| {
        let Ok(person) = state.persons.get(&person_id) else { return };
        let Ok(identification) = person.identification(&id) else { return };
        let Some(made) = made else { return identification.fail(Rejection::InternalRequestError) };
        if identification.finish(now) {
            let documents = made.into_iter().map(|(kind, pdf)| Document {
                id: state.random.id("cdoc"),
                identification_id: id.clone(),
                name: format!("SIGNED_{id}_prepared_for_signing_{kind}.pdf"),
                document_type: DocumentType::Signed,
                created_at: now,
                pdf,
            });
            person.documents.extend(documents);
        }
    });
}

fn write_all(facts: &Facts, signature: Option<&Signature>) -> Option<Vec<(&'static str, Bytes)>> {
    let written = KINDS.iter().map(|(kind, text)| {
        let mut text = text(facts);
        text.blocks.extend(
            signature.map(|signature| signature_page::blocks(facts, signature)).into_iter().flatten(),
        );
        Ok((*kind, pdf::write(&text)?))
    });
    let written: Result<_, krilla::error::KrillaError> = written.collect();
    written.inspect_err(|error| tracing::error!("a PDF could not be written: {error:?}")).ok()
}

impl Facts {
    fn of(person: &mut Person, identification_id: &str, at: DateTime<Utc>) -> Result<Facts, Refusal> {
        let identification: &Identification = person.identification(identification_id)?;
        let (language, iban) = (identification.language(), identification.iban.clone());
        let text = |pointer: &[&str]| person.text(pointer).to_owned();
        Ok(Facts {
            language,
            identification_id: identification_id.to_owned(),
            iban,
            person: PersonalData {
                salutation: text(&["salutation"]),
                first_name: text(&["first_name"]),
                last_name: text(&["last_name"]),
                birth_date: text(&["birth_date"]),
                birth_city: text(&["birth_city"]),
                birth_country: text(&["birth_country"]),
                nationality: text(&["nationality"]),
                line_1: text(&["address", "line_1"]),
                line_2: text(&["address", "line_2"]),
                postal_code: text(&["address", "postal_code"]),
                city: text(&["address", "city"]),
                country: text(&["address", "country"]),
                email: text(&["email"]),
                employment_status: text(&["employment_status"]),
                tax_assessment_country: text(&["tax_information", "tax_assessment_country"]),
                fatca_relevant: person.resource.get("fatca_relevant").is_some_and(|value| value == true),
            },
            mobile_number: person
                .mobile_number
                .as_ref()
                .map_or_else(String::new, |number| number.number.clone()),
            at,
        })
    }

    fn full_name(&self) -> String {
        format!("{} {}", self.person.first_name, self.person.last_name)
    }

    fn salutation(&self) -> &'static str {
        match self.person.salutation.to_uppercase().as_str() {
            "MR" => self.language.choose("Herr", "Mr"),
            _ => self.language.choose("Frau", "Ms"),
        }
    }

    fn address(&self) -> String {
        let PersonalData { line_1, line_2, postal_code, city, country, .. } = &self.person;
        let street = [line_1.as_str(), line_2.as_str()].into_iter().filter(|line| !line.is_empty());
        format!("{}, {postal_code} {city}, {country}", street.collect::<Vec<_>>().join(" "))
    }

    /// `15.07.1978` or `15 July 1978`.
    fn day(&self, day: NaiveDate) -> String {
        day.format(self.language.choose("%d.%m.%Y", "%-d %B %Y")).to_string()
    }

    fn birth_date(&self) -> String {
        self.person.birth_date.parse().map_or_else(|_| self.person.birth_date.clone(), |day| self.day(day))
    }

    /// `23.11.2026, 12:00:00 UTC`
    fn moment(&self, at: DateTime<Utc>) -> String {
        format!("{}, {} UTC", self.day(at.date_naive()), at.format("%H:%M:%S"))
    }

    fn iban(&self) -> String {
        bankident_wire::Iban::group(&self.iban)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(language: Language) -> Facts {
        let text = str::to_owned;
        Facts {
            language,
            identification_id: text("a7a57dadfcc83117b5c3b72f4113be25cidt"),
            iban: text("DE11110101010100000020"),
            person: PersonalData {
                salutation: text("MS"),
                first_name: text("Jördis"),
                last_name: text("Mußäus-Öztürk"),
                birth_date: text("1978-07-15"),
                birth_city: text("Aachen"),
                birth_country: text("DE"),
                nationality: text("DE"),
                line_1: text("Berliner Str. 45"),
                line_2: text(""),
                postal_code: text("14169"),
                city: text("Berlin"),
                country: text("DE"),
                email: text("person@example.com"),
                employment_status: text("EMPLOYED"),
                tax_assessment_country: text("DE"),
                fatca_relevant: false,
            },
            mobile_number: text("+15550101"),
            at: "2026-11-23T12:00:00Z".parse().unwrap(),
        }
    }

    fn signature() -> Signature {
        Signature { at: "2026-11-23T12:08:30Z".parse().unwrap(), reference_token: "1234-5678".into() }
    }

    /// The text of each page.
    fn pages(pdf: &[u8]) -> Vec<String> {
        let document = lopdf::Document::load_mem(pdf).unwrap();
        document.get_pages().keys().map(|number| document.extract_text(&[*number]).unwrap()).collect()
    }

    #[test]
    fn the_documents_have_their_pages_in_both_languages() {
        for (language, kyc_title, contract_title, page) in [
            (Language::De, "Identifizierungsprotokoll", "Mustervertrag Kontoeröffnung", "Seite 1 von"),
            (Language::En, "Identification report", "Sample account agreement", "Page 1 of"),
        ] {
            let made = write_all(&facts(language), None).unwrap();
            let [(kyc, kyc_pdf), (contract, contract_pdf)] = &made[..] else { panic!("two documents") };
            assert_eq!((*kyc, *contract), ("kyc_report", "contract"));
            let (kyc, contract) = (pages(kyc_pdf), pages(contract_pdf));
            assert!(kyc.len() >= 2 && contract.len() >= 3, "{} {}", kyc.len(), contract.len());
            assert!(kyc[0].contains(kyc_title) && contract[0].contains(contract_title), "{kyc:?}");
            for first in [&kyc[0], &contract[0]] {
                assert!(first.contains("Jördis Mußäus-Öztürk"), "{first}");
                assert!(first.contains(&format!("{page} ")), "{first}");
            }
        }
    }

    #[test]
    fn a_signed_document_has_one_page_more_with_the_signature() {
        let facts = facts(Language::En);
        let unsigned = write_all(&facts, None).unwrap();
        let signed = write_all(&facts, Some(&signature())).unwrap();
        for ((_, unsigned), (_, signed)) in unsigned.iter().zip(&signed) {
            let (unsigned, signed) = (pages(unsigned), pages(signed));
            assert_eq!(signed.len(), unsigned.len() + 1);
            let last = signed.last().unwrap();
            for expected in [
                "Jördis Mußäus-Öztürk",
                "23 November 2026, 12:08:30 UTC",
                "1234-5678",
                "Qualified electronic signature (simulated)",
            ] {
                assert!(last.contains(expected), "{expected}: {last}");
            }
        }
    }

    #[test]
    #[ignore = "writes the documents to look at, into the folder that SAMPLES names"]
    fn samples() {
        let folder = std::path::PathBuf::from(std::env::var("SAMPLES").unwrap());
        for language in [Language::De, Language::En] {
            for (kind, pdf) in write_all(&facts(language), Some(&signature())).unwrap() {
                std::fs::write(folder.join(format!("{kind}-{}.pdf", language.tag())), pdf).unwrap();
            }
        }
    }
}
