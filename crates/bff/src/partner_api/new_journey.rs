//! What a journey begins with, and what can be wrong with it.

use serde::{Deserialize, Serialize, de::IgnoredAny};
use utoipa::ToSchema;

use super::{
    body::object,
    problem::{Mistake, Problem},
};
use crate::{
    domain::{language::Locale, partner_journey::ReturnUrls},
    partners::Partner,
};

/// The longest reference of a partner, in characters.
const LONGEST_REFERENCE: usize = 100;

/// What a journey begins with. Everything may be left out or be `null`.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewJourney {
    /// The language of the wizard; else the customer's browser decides. A longer tag such as `de-AT` finds its language (RFC
    /// 4647, lookup).
    #[schema(value_type = Option<Locale>)]
    pub locale: Option<String>,
    /// Earlier partners said here what they know about the customer.
    #[serde(default, skip_serializing)]
    #[schema(ignore)]
    pub person: Option<IgnoredAny>,
    /// A person who exists at Solaris: with a verified number the journey begins at `iban`, without at `mobile`, and without
    /// the consent to the data terms at `terms`.
    #[schema(pattern = "^[A-Za-z0-9]+$")]
    pub person_id: Option<String>,
    /// Your own name for the journey: nothing personal. `GET /journeys` finds it again.
    #[schema(pattern = "^[A-Za-z0-9._:-]{1,100}$", example = "order-4711")]
    pub reference: Option<String>,
    /// Where to go afterwards, where the wizard is not in a frame of your page.
    #[serde(default, deserialize_with = "object")]
    pub return_urls: Option<ReturnUrls>,
}

/// What is right in a new journey.
pub struct Checked {
    pub locale: Option<Locale>,
    pub return_urls: ReturnUrls,
}

impl NewJourney {
    /// Checks every member.
    ///
    /// # Errors
    /// All mistakes.
    pub fn check(&self, partner: &Partner) -> Result<Checked, Problem> {
        if self.person.is_some() {
            return Err(Problem::PersonMoved);
        }
        let mut mistakes = Vec::new();
        let locale = self.locale.as_deref().and_then(Locale::lookup);
        if self.locale.is_some() && locale.is_none() {
            mistakes.push(Mistake::at("/locale", "unsupported"));
        }
        if self.reference.as_ref().is_some_and(|reference| !is_reference(reference)) {
            mistakes.push(Mistake::at("/reference", "invalid"));
        }
        let return_urls = self.return_urls.clone().unwrap_or_default();
        let urls = [("complete", &return_urls.complete), ("stopped", &return_urls.stopped)];
        for (name, url) in urls {
            if url.as_ref().is_some_and(|url| !partner.may_return_to(url)) {
                mistakes.push(Mistake::at(format!("/return_urls/{name}"), "invalid"));
            }
        }
        match mistakes.is_empty() {
            true => Ok(Checked { locale, return_urls }),
            false => Err(Problem::Invalid(mistakes)),
        }
    }
}

/// Whether a text can name a journey for its partner.
pub fn is_reference(text: &str) -> bool {
    let known = |c: char| c.is_ascii_alphanumeric() || "._:-".contains(c);
    (1..=LONGEST_REFERENCE).contains(&text.len()) && text.chars().all(known)
}
