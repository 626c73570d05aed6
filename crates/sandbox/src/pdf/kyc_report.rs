//! The KYC report.

use crate::{
    format,
    language::Language,
    pdf::{
        contract::{Contract, moment, seal},
        customer::Customer,
        sheet::Sheet,
    },
};

/// The report on an identification, as a PDF. Page one says who was identified, page two says how.
pub fn kyc_report(contract: &Contract) -> Vec<u8> {
    let customer = Customer { person: contract.person, language: contract.language };
    let mut sheet = match contract.language {
        Language::De => german(contract, &customer),
        Language::En => english(contract, &customer),
    };
    if let Some(signature) = &contract.signed {
        seal(&mut sheet, signature, &customer.name(), contract.language);
    }
    sheet.into_pdf()
}

fn german(contract: &Contract, customer: &Customer) -> Sheet {
    let mut sheet = contract.sheet(
        "Bericht über die Identifizierung",
        "Muster – aus einer Testumgebung",
        "Was die Kundin oder der Kunde angegeben hat und wie es geprüft wurde.",
    );
    sheet.heading("Angaben zur Person");
    sheet.facts(&[
        ("Anrede", customer.salutation()),
        ("Name", customer.name()),
        ("Geburtsdatum", customer.birth_date()),
        ("Geburtsort", customer.birth_place()),
        ("Staatsangehörigkeit", customer.country("/nationality")),
    ]);
    sheet.heading("Anschrift und Kontakt");
    sheet.facts(&[
        ("Straße und Hausnummer", customer.street()),
        ("PLZ und Ort", customer.town()),
        ("Land", customer.country("/address/country")),
        ("E-Mail", customer.value("/email")),
    ]);
    sheet.heading("Beruf und Steuern");
    sheet.facts(&[
        ("Beschäftigung", customer.employment()),
        ("Steuerlich ansässig in", customer.country("/tax_information/tax_assessment_country")),
    ]);

    sheet.new_page();
    sheet.heading("So wurde identifiziert");
    sheet.paragraph(
        "Die Identifizierung stützt sich auf ein bestehendes Konto: Die Kundin oder der Kunde hat sich bei der eigenen \
         Bank angemeldet und von dort eine Zahlung über 0,05 € an die Solaris SE freigegeben. Die Angaben zur Person \
         wurden mit denen des Kontos verglichen.",
    );
    sheet.facts(&[
        ("Verfahren", "Bank-Login mit Referenzüberweisung".to_owned()),
        ("Kennung der Identifizierung", contract.identification_id.to_owned()),
        ("Erstellt", moment(contract.made_at, contract.language)),
        ("Abgleich des Namens", "übereinstimmend".to_owned()),
        ("Frühere Identifizierung", "gefunden".to_owned()),
    ]);
    sheet.heading("Referenzkonto");
    sheet.facts(&[
        ("Inhaberin oder Inhaber", customer.name()),
        ("IBAN", format::iban(contract.iban)),
        ("Zahlung", "0,05 € an Solaris SE".to_owned()),
    ]);
    sheet.note("Erzeugt von einem Simulator. Alle Prüfungen in diesem Bericht sind erfunden.");
    sheet
}

fn english(contract: &Contract, customer: &Customer) -> Sheet {
    let mut sheet = contract.sheet(
        "Identification report",
        "Sample – from a test environment",
        "What the customer stated, and how it was checked.",
    );
    sheet.heading("Personal details");
    sheet.facts(&[
        ("Form of address", customer.salutation()),
        ("Name", customer.name()),
        ("Date of birth", customer.birth_date()),
        ("Place of birth", customer.birth_place()),
        ("Nationality", customer.country("/nationality")),
    ]);
    sheet.heading("Address and contact");
    sheet.facts(&[
        ("Street and number", customer.street()),
        ("Postcode and town", customer.town()),
        ("Country", customer.country("/address/country")),
        ("Email", customer.value("/email")),
    ]);
    sheet.heading("Work and taxes");
    sheet.facts(&[
        ("Employment", customer.employment()),
        ("Tax resident in", customer.country("/tax_information/tax_assessment_country")),
    ]);

    sheet.new_page();
    sheet.heading("How the customer was identified");
    sheet.paragraph(
        "The identification rests on an existing account: the customer logged in to their own bank and released a \
         payment of €0.05 to Solaris SE from there. The personal details were compared with those of the account.",
    );
    sheet.facts(&[
        ("Procedure", "Bank login with reference transfer".to_owned()),
        ("Identification", contract.identification_id.to_owned()),
        ("Made", moment(contract.made_at, contract.language)),
        ("Comparison of the name", "matches".to_owned()),
        ("Earlier identification", "found".to_owned()),
    ]);
    sheet.heading("Reference account");
    sheet.facts(&[
        ("Holder", customer.name()),
        ("IBAN", format::iban(contract.iban)),
        ("Payment", "€0.05 to Solaris SE".to_owned()),
    ]);
    sheet.note("Made by a simulator. All checks in this report are invented.");
    sheet
}
