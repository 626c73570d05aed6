//! Consents: their times are checked, and evidence of what was shown is kept with the next save.

use bankident_wire::{Field, LanguageFiles};
use bankident_wizard::first_screen::{self, Sentence};
use chrono::{DateTime, SecondsFormat, Utc};

use super::context::JourneyContext;
use crate::{
    domain::{
        consents,
        evidence::{Consent, Hash, Link},
        language::Locale,
    },
    error::ApiError,
    partners::Partner,
    state::words::{Words, page_files},
};

impl JourneyContext {
    /// Takes consents with the times of their ticks.
    ///
    /// # Errors
    /// `OutOfBounds` for each that was not given during the journey.
    pub fn consent(&mut self, ticks: &[(Field, DateTime<Utc>)]) -> Result<(), ApiError> {
        consents::in_bounds(self.application.consents_from(), self.now, ticks)?;
        for (field, at) in ticks {
            self.keep_evidence(*field, at.to_rfc3339_opts(SecondsFormat::AutoSi, true))?;
        }
        Ok(())
    }

    /// The same for consents of which the API takes the day, each with the time of its tick, or the day where that is not known.
    ///
    /// # Errors
    /// If the words are not there.
    pub fn consent_on(&mut self, days: Vec<(Field, String)>) -> Result<(), ApiError> {
        days.into_iter().try_for_each(|(field, day)| self.keep_evidence(field, day))
    }

    fn keep_evidence(&mut self, field: Field, ticked_at: String) -> Result<(), ApiError> {
        let partner_journey = self.application.partner_journey.as_ref();
        let partners = self.state.partners.current();
        let partner = partner_journey.and_then(|begun| partners.find(&begun.partner));
        let (language, shown, sentence) = self.sentence(field, partner.as_deref()).ok_or_else(|| {
            tracing::error!(field = field.name(), "no words to be found for a consent");
            ApiError::Unwritable
        })?;
        let Sentence { text, links, hint } = sentence;
        self.application.consents += 1;
        let consent = Consent {
            field: api_name(field),
            hint,
            journey_id: partner_journey.map(|begun| begun.journey_id.clone()),
            language,
            links: links.into_iter().map(|(label, address)| Link { address, label }).collect(),
            number: self.application.consents,
            page_words: self.page.words.clone(),
            partner: partner_journey.map(|begun| begun.partner.clone()),
            recorded_at: self.now,
            text_sha256: Hash::of(text.as_bytes()),
            text,
            ticked_at,
            words: shown.files,
        };
        self.consents.push(consent);
        Ok(())
    }

    /// The sentence that was on the screen: of the words that the page names, else of those that it would get now.
    fn sentence(&self, field: Field, partner: Option<&Partner>) -> Option<(String, Words, Sentence)> {
        let assets = &self.state.assets;
        let files = page_files(assets)?;
        let tag = Locale::lookup(self.page.language.split([',', ';']).next()?).map(Locale::into_tag);
        let is_spoken = |language: &&LanguageFiles| Some(&language.tag) == tag.as_ref();
        let language = files.languages.iter().find(is_spoken).or(files.languages.first())?;
        let named = self.page.words.as_deref().and_then(|named| Words::named(assets, partner, named));
        let known = match field.property() {
            None => Words::of(assets, language, partner),
            Some(_) => Words::with_questions(assets, language, partner),
        };
        [named, known].into_iter().flatten().find_map(|words| {
            let sentence = first_screen::consent(&language.tag, words.sources.clone(), &field.id())?;
            Some((language.tag.clone(), words, sentence))
        })
    }
}

/// What the tick is sent as.
fn api_name(field: Field) -> String {
    match field.path() {
        (Some(object), name) => format!("{object}.{name}"),
        (None, name) => name.to_owned(),
    }
}
