//! What the documents say, and what they share: the title page, moments in time, the visible signature.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::{
    language::Language,
    pdf::sheet::{Frame, Sheet},
};

/// The facts that the documents are written from.
pub struct Contract<'a> {
    /// The person as the API answers it.
    pub person: &'a Value,
    pub iban: &'a str,
    pub identification_id: &'a str,
    pub language: Language,
    pub made_at: DateTime<Utc>,
    /// `None` in a document that is prepared for signing.
    pub signed: Option<Signature>,
}

/// A simulated qualified electronic signature.
pub struct Signature {
    pub at: DateTime<Utc>,
    /// The certificate service's name for the signing.
    pub reference_token: String,
}

impl Contract<'_> {
    /// A document that begins with its title. `warning` stands at the top of each page.
    pub fn sheet(&self, title: &'static str, warning: &'static str, lead: &str) -> Sheet {
        let Contract { language, made_at, identification_id, .. } = *self;
        let reference = identification_id.to_owned();
        let mut sheet = Sheet::new(Frame { language, title, warning, reference, made_at });
        sheet.title(title, lead);
        sheet
    }
}

/// A moment to the second, as people write it. UTC.
pub fn moment(at: DateTime<Utc>, language: Language) -> String {
    match language {
        Language::De => at.format("%d.%m.%Y, %H:%M:%S UTC").to_string(),
        Language::En => at.format("%-d %B %Y, %H:%M:%S UTC").to_string(),
    }
}

/// The visible signature of a signed document.
pub fn seal(sheet: &mut Sheet, signature: &Signature, name: &str, language: Language) {
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
