//! The report of the identification.

use super::Facts;
use crate::{
    language::Language,
    pdf::{
        Block::{self, *},
        Text,
    },
};

pub fn text(facts: &Facts) -> Text {
    let title = facts.language.choose("Identifizierungsprotokoll", "Identification report").to_owned();
    Text {
        running_head: format!("{title} · {}", facts.full_name()),
        language: facts.language,
        blocks: match facts.language {
            Language::De => german(&title, facts),
            Language::En => english(&title, facts),
        },
        title,
    }
}

fn german(title: &str, facts: &Facts) -> Vec<Block> {
    let person = &facts.person;
    vec![
        Title(title.into()),
        Lead("Feststellung der Identität nach dem Geldwäschegesetz über ein bestehendes Zahlungskonto und eine qualifizierte elektronische Signatur.".into()),
        Heading("Zur Person".into()),
        table([
            ("Anrede", facts.salutation().to_owned()),
            ("Name", facts.full_name()),
            ("Geburtsdatum", facts.birth_date()),
            ("Geburtsort", place(&person.birth_city, &person.birth_country)),
            ("Staatsangehörigkeit", person.nationality.clone()),
            ("Anschrift", facts.address()),
            ("E-Mail", person.email.clone()),
            ("Mobilnummer, bestätigt", facts.mobile_number.clone()),
        ]),
        Heading("Angaben zur Beschäftigung und Steuer".into()),
        table([
            ("Beschäftigung", employment(&person.employment_status, facts.language)),
            ("Steuerlich ansässig in", person.tax_assessment_country.clone()),
            ("US-steuerpflichtig (FATCA)", if person.fatca_relevant { "ja" } else { "nein" }.to_owned()),
        ]),
        Heading("Identifizierung".into()),
        table([
            ("Vorgang", facts.identification_id.clone()),
            ("Verfahren", "Bankident: Anmeldung beim kontoführenden Institut und Überweisung von 0,05 €".to_owned()),
            ("Konto", facts.iban()),
            ("Überweisung bestätigt", facts.moment(facts.at)),
        ]),
        NewPage,
        Heading("Ablauf".into()),
        Paragraph("Die Identität der oben genannten Person wurde in drei Schritten festgestellt:".into()),
        Item("Abgleich von Name, Geburtsdatum und Anschrift mit den Daten einer Auskunftei. Dabei wurde bestätigt, dass das angegebene Konto dieser Person zugeordnet ist und dass sie bei Eröffnung dieses Kontos bereits nach dem Geldwäschegesetz identifiziert worden ist.".into()),
        Item("Anmeldung der Person beim Online-Banking des kontoführenden Instituts und Überweisung von 0,05 € an die Solaris SE, freigegeben mit einer starken Kundenauthentifizierung.".into()),
        Item("Unterzeichnung dieses Protokolls und der Vertragsunterlagen mit einer qualifizierten elektronischen Signatur nach Artikel 25 der Verordnung (EU) Nr. 910/2014 (eIDAS).".into()),
        Heading("Erklärungen der Person".into()),
        Item("Ich handle im eigenen wirtschaftlichen Interesse und nicht auf fremde Veranlassung.".into()),
        Item("Meine Angaben zur steuerlichen Ansässigkeit sind vollständig und richtig. Änderungen teile ich innerhalb von 30 Tagen mit.".into()),
        Item("Ich habe die Allgemeinen Geschäftsbedingungen, das Preis- und Leistungsverzeichnis und die Hinweise zum Datenschutz erhalten.".into()),
        Heading("Aufbewahrung".into()),
        Paragraph("Dieses Protokoll wird nach § 8 des Geldwäschegesetzes fünf Jahre lang aufbewahrt, gerechnet ab dem Schluss des Kalenderjahres, in dem die Geschäftsbeziehung endet.".into()),
        Paragraph("Dieses Dokument stammt aus einer Testumgebung. Es belegt keine Identifizierung, und die genannte Person ist erfunden.".into()),
    ]
}

fn english(title: &str, facts: &Facts) -> Vec<Block> {
    let person = &facts.person;
    vec![
        Title(title.into()),
        Lead("Verification of identity under the German Money Laundering Act by means of an existing payment account and a qualified electronic signature.".into()),
        Heading("The person".into()),
        table([
            ("Salutation", facts.salutation().to_owned()),
            ("Name", facts.full_name()),
            ("Date of birth", facts.birth_date()),
            ("Place of birth", place(&person.birth_city, &person.birth_country)),
            ("Nationality", person.nationality.clone()),
            ("Address", facts.address()),
            ("Email", person.email.clone()),
            ("Mobile number, verified", facts.mobile_number.clone()),
        ]),
        Heading("Employment and tax".into()),
        table([
            ("Employment", employment(&person.employment_status, facts.language)),
            ("Tax residence", person.tax_assessment_country.clone()),
            ("US tax liability (FATCA)", if person.fatca_relevant { "yes" } else { "no" }.to_owned()),
        ]),
        Heading("Identification".into()),
        table([
            ("Reference", facts.identification_id.clone()),
            ("Method", "Bankident: login at the account-holding bank and a transfer of €0.05".to_owned()),
            ("Account", facts.iban()),
            ("Transfer authorized", facts.moment(facts.at)),
        ]),
        NewPage,
        Heading("What was done".into()),
        Paragraph("The identity of the person named above was verified in three steps:".into()),
        Item("Name, date of birth and address were compared with the data of a credit agency, which confirmed that the given account is this person’s and that the person was identified under the Money Laundering Act when that account was opened.".into()),
        Item("The person logged in to the online banking of the account-holding bank and transferred €0.05 to Solaris SE, authorized by strong customer authentication.".into()),
        Item("This report and the contract documents are signed with a qualified electronic signature under Article 25 of Regulation (EU) No 910/2014 (eIDAS).".into()),
        Heading("Declarations of the person".into()),
        Item("I act in my own economic interest and not on behalf of anybody else.".into()),
        Item("What I have stated about my tax residence is complete and correct. I will report changes within 30 days.".into()),
        Item("I have received the General Terms & Conditions, the List of Prices and Services and the data protection notice.".into()),
        Heading("Retention".into()),
        Paragraph("Under section 8 of the Money Laundering Act this report is kept for five years, counted from the end of the calendar year in which the business relationship ends.".into()),
        Paragraph("This document comes from a test environment. It proves no identification, and the person named in it is invented.".into()),
    ]
}

fn table<const ROWS: usize>(rows: [(&str, String); ROWS]) -> Block {
    let filled = rows.into_iter().filter(|(_, value)| !value.is_empty());
    Table(filled.map(|(name, value)| (name.to_owned(), value)).collect())
}

fn place(city: &str, country: &str) -> String {
    [city, country].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn employment(status: &str, language: Language) -> String {
    let (german, english) = match status {
        "EMPLOYED" => ("angestellt", "employed"),
        "UNEMPLOYED" => ("arbeitslos", "unemployed"),
        "PUBLIC_SECTOR_EMPLOYEE" => ("im öffentlichen Dienst", "public sector employee"),
        "PROFESSIONAL_SOLDIER" => ("Berufssoldatin oder Berufssoldat", "professional soldier"),
        "FREELANCER" => ("freiberuflich tätig", "freelancer"),
        "HOUSEWORK" => ("im Haushalt tätig", "homemaker"),
        "APPRENTICE" => ("in Ausbildung", "apprentice"),
        "MANAGEMENT" => ("leitend angestellt", "management"),
        "RETIRED" => ("im Ruhestand", "retired"),
        "STUDENT" => ("im Studium", "student"),
        "SELF_EMPLOYED" => ("selbstständig", "self-employed"),
        "MILITARY_OR_COMMUNITY_SERVICE" => {
            ("im Wehr- oder Freiwilligendienst", "military or community service")
        }
        _ => ("", ""),
    };
    language.choose(german, english).to_owned()
}
