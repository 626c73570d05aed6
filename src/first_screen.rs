//! What the server writes into the page: the first screen, drawn by the very components of the browser, and what the page
//! says where the wizard cannot come. The wizard takes the first screen over (`takeover.rs`).

use bankident_wire::{PageFiles, PagePartner, Reported, Stage, TermsStage};
use chrono::{DateTime, TimeDelta};
use leptos::prelude::*;

use crate::{
    app::{NoScript, Page, Unreachable, Unsupported, title},
    browser::page_config::PageConfig,
    i18n::{I18n, Lang},
    journey::Journey,
};

/// The parts of the page that have words. HTML, but for the title.
pub struct FirstScreen {
    /// Of the browser's tab; plain text.
    pub title: String,
    /// Header and first screen, the content of `#first`.
    pub screen: String,
    /// What is said while another screen is on its way.
    pub waiting: String,
    /// The content of `#unreachable`: a file could not be loaded.
    pub unreachable: String,
    /// The content of `#unsupported`: the browser lacks something.
    pub unsupported: String,
    /// The content of `<noscript>`.
    pub no_script: String,
}

/// Draws them in the language `tag` (BCP 47). `words` are its Fluent files, then the partner's own.
pub fn draw(files: PageFiles, partner: Option<PagePartner>, tag: &str, words: Vec<String>) -> FirstScreen {
    let config = PageConfig::new(files, partner);
    // Nothing on the first screen depends on the time.
    let now = DateTime::UNIX_EPOCH;
    let stage = Stage::Terms(TermsStage::default());
    let reported = Reported { now, session_end: None, return_url: None, locale: None, stage };
    Owner::new().with(|| {
        config.provide();
        let i18n = I18n::of(config.clone(), Lang::of(tag), words);
        i18n.provide();
        let journey = Journey::at(reported, None, TimeDelta::zero(), false);
        journey.provide();
        FirstScreen {
            title: title(&config, i18n, journey.step_untracked()),
            screen: view! { <Page/> }.to_html(),
            waiting: i18n.text("action-pending"),
            unreachable: view! { <Unreachable/> }.to_html(),
            unsupported: view! { <Unsupported/> }.to_html(),
            no_script: view! { <NoScript/> }.to_html(),
        }
    })
}

/// The sentence of a consent, as `components::Consent` shows it.
pub struct Sentence {
    /// Without markup.
    pub text: String,
    /// Words in it that are links, each with its address.
    pub links: Vec<(String, String)>,
    pub hint: Option<String>,
}

/// The sentence of the message `id` in the language `tag`, of these Fluent files; `None` if there is none.
pub fn consent(tag: &str, words: Vec<String>, id: &str) -> Option<Sentence> {
    Owner::new().with(|| {
        let i18n = I18n::of(PageConfig::default(), Lang::of(tag), words);
        i18n.find(id)?;
        let parts = i18n.linked(id);
        let text = parts.iter().map(|(text, _)| text.as_str()).collect();
        let links = parts.into_iter().filter_map(|(text, address)| Some((text, address?))).collect();
        Some(Sentence { text, links, hint: i18n.find(&format!("{id}.hint")) })
    })
}

/// Says sentences with their variables, in the language `tag`, of these Fluent files.
pub fn speak<T>(
    tag: &str,
    words: Vec<String>,
    speech: impl FnOnce(&dyn Fn(&str, &[(&str, &str)]) -> String) -> T,
) -> T {
    Owner::new().with(|| {
        let i18n = I18n::of(PageConfig::default(), Lang::of(tag), words);
        speech(&|id, args| i18n.text_with(id, &args.iter().copied().collect()))
    })
}

/// One sentence in the language `tag`, of these Fluent files; the id if there is none.
pub fn sentence(tag: &str, words: Vec<String>, id: &str) -> String {
    Owner::new().with(|| I18n::of(PageConfig::default(), Lang::of(tag), words).text(id))
}
