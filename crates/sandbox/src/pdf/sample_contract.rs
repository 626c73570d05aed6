//! The sample contract.

mod clauses;

use crate::{
    format,
    language::Language,
    pdf::{
        contract::{Contract, seal},
        customer::Customer,
        sheet::Sheet,
    },
};

/// The agreement that the customer reads and signs, as a PDF.
pub fn sample_contract(contract: &Contract) -> Vec<u8> {
    let customer = Customer { person: contract.person, language: contract.language };
    match contract.language {
        Language::De => german(contract, &customer),
        Language::En => english(contract, &customer),
    }
}

fn german(contract: &Contract, customer: &Customer) -> Vec<u8> {
    let mut sheet = contract.sheet(
        "Mustervertrag über die Eröffnung eines Kontos",
        "Muster – kein wirksamer Vertrag",
        "Ein erfundener Text aus einer Testumgebung. Er zeigt, wie ein Vertrag aussieht, und verpflichtet niemanden.",
    );
    sheet.heading("Die Vertragsparteien");
    sheet.facts(&[
        ("Bank", "Muster & Partner Bank AG, Beispielallee 1, 10115 Berlin".to_owned()),
        ("Kundin oder Kunde", customer.name()),
        ("Geboren", format!("{} in {}", customer.birth_date(), customer.birth_place())),
        ("Anschrift", format!("{}, {}", customer.street(), customer.town())),
        ("Referenzkonto", format::iban(contract.iban)),
    ]);
    add_clauses(&mut sheet, clauses::GERMAN);
    sheet.heading("Unterschrift");
    match &contract.signed {
        Some(signature) => seal(&mut sheet, signature, &customer.name(), contract.language),
        None => sheet.signature_line(
            &customer.name(),
            "Hier erscheint die qualifizierte elektronische Signatur, sobald der Vertrag unterzeichnet ist.",
        ),
    }
    sheet.into_pdf()
}

fn english(contract: &Contract, customer: &Customer) -> Vec<u8> {
    let mut sheet = contract.sheet(
        "Sample agreement to open an account",
        "Sample – not a binding agreement",
        "An invented text from a test environment. It shows what an agreement looks like and binds nobody.",
    );
    sheet.heading("The parties");
    sheet.facts(&[
        ("Bank", "Sample & Partner Bank AG, Beispielallee 1, 10115 Berlin".to_owned()),
        ("Customer", customer.name()),
        ("Born", format!("{} in {}", customer.birth_date(), customer.birth_place())),
        ("Address", format!("{}, {}", customer.street(), customer.town())),
        ("Reference account", format::iban(contract.iban)),
    ]);
    add_clauses(&mut sheet, clauses::ENGLISH);
    sheet.heading("Signature");
    match &contract.signed {
        Some(signature) => seal(&mut sheet, signature, &customer.name(), contract.language),
        None => sheet.signature_line(
            &customer.name(),
            "The qualified electronic signature appears here once the agreement is signed.",
        ),
    }
    sheet.into_pdf()
}

fn add_clauses(sheet: &mut Sheet, clauses: &[clauses::Clause]) {
    for (number, clause) in (1..).zip(clauses) {
        sheet.heading(&format!("{number}. {}", clause.heading));
        for (paragraph, text) in (1..).zip(clause.paragraphs) {
            sheet.paragraph(&format!("{number}.{paragraph} {text}"));
        }
    }
}
