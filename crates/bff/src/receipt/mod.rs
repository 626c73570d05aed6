//! The receipt of the consents: a PDF for the customer to keep.

mod sheet;
mod typeface;

use bankident_wizard::first_screen;
use chrono::{DateTime, NaiveDate, Utc};

use self::sheet::{About, Role, Sheet};
use crate::{
    domain::evidence::{Record, SignedEvidence},
    partners::sources,
};

/// The consents as they were shown, in a language of the wizard (BCP 47).
pub fn pdf(evidence: &SignedEvidence, language: &str) -> Vec<u8> {
    first_screen::speak(language, sources(language), |say| write(evidence, language, say))
}

/// Says a message with its variables.
type Say<'a> = &'a dyn Fn(&str, &[(&str, &str)]) -> String;

fn write(SignedEvidence { evidence, .. }: &SignedEvidence, language: &str, say: Say) -> Vec<u8> {
    let mut sheet = Sheet::new();
    let title = say("document-consents", &[]);
    sheet.add(Role::Title, &title);
    sheet.add(Role::Lead, &say("receipt-lead", &[]));
    for record in &evidence.records {
        add(&mut sheet, record, say);
    }
    sheet.add(Role::Heading, &say("receipt-check", &[]));
    sheet.add(Role::Lead, &say("receipt-check-how", &[]));
    if let Some(id) = evidence.records.iter().find_map(|record| record.consent.journey_id.as_ref()) {
        sheet.add(Role::Note, &say("receipt-journey", &[("id", id)]));
    }
    sheet.add(Role::Note, &say("receipt-key", &[("key", &evidence.public_key.to_string())]));
    let (number, hash) = (evidence.head.sequence.to_string(), evidence.head.hash.to_string());
    let time = time(evidence.exported_at, say);
    sheet.add(Role::Note, &say("receipt-head", &[("time", &time), ("number", &number), ("hash", &hash)]));
    let foot = |page: usize, pages: usize| {
        say("document-page", &[("page", &page.to_string()), ("pages", &pages.to_string())])
    };
    sheet.into_pdf(&About { language, title: &title, made_at: evidence.exported_at, foot: &foot })
}

fn add(sheet: &mut Sheet, Record { consent, entry, .. }: &Record, say: Say) {
    let shown_in = Some(consent.language.as_str());
    sheet.add_in(shown_in, Role::Sentence, &consent.text);
    if let Some(hint) = &consent.hint {
        sheet.add_in(shown_in, Role::Note, hint);
    }
    for link in &consent.links {
        sheet.add_in(shown_in, Role::Note, &format!("{}: {}", link.label, link.address));
    }
    let ticked = match consent.ticked_at.parse() {
        Ok(at) => time(at, say),
        Err(_) => consent.ticked_at.parse().map_or(consent.ticked_at.clone(), |on| day(on, say)),
    };
    let recorded = time(consent.recorded_at, say);
    sheet.add(Role::Note, &say("receipt-when", &[("ticked", &ticked), ("recorded", &recorded)]));
    let number = entry.statement.sequence.to_string();
    let hash = consent.text_sha256.to_string();
    sheet.add(Role::Note, &say("receipt-record", &[("number", &number), ("hash", &hash)]));
}

fn time(at: DateTime<Utc>, say: Say) -> String {
    let [day, month, year, time] = ["%d", "%m", "%Y", "%H:%M:%S"].map(|part| at.format(part).to_string());
    say("receipt-time", &[("day", &day), ("month", &month), ("year", &year), ("time", &time)])
}

fn day(on: NaiveDate, say: Say) -> String {
    let [day, month, year] = ["%d", "%m", "%Y"].map(|part| on.format(part).to_string());
    say("receipt-day", &[("day", &day), ("month", &month), ("year", &year)])
}

#[cfg(test)]
mod tests;
