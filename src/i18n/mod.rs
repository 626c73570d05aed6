//! The words in the language of the moment: loaded, negotiated, formatted and switched.

mod fluent;
pub mod intl;
mod lang;
mod markup;

use std::rc::Rc;

use bankident_wire::LanguageFiles;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::{self, Failure},
    browser::{history, page, page_config::PageConfig, storage},
};
use fluent::Bundle;
use markup::Part;

pub use self::{fluent::Args, lang::Lang, markup::parts};
/// `args!["seconds" => 30]`: the variables of a message.
pub use ::fluent::fluent_args as args;

/// Reading words in a view follows a switch of the language.
#[derive(Clone, Copy)]
pub struct I18n {
    config: StoredValue<PageConfig>,
    /// The language that was chosen last; its words may be on their way.
    wanted: StoredValue<Lang>,
    words: RwSignal<Rc<Words>, LocalStorage>,
    /// What was wanted besides.
    late: StoredValue<Late>,
    /// Words that were wanted last could not be fetched.
    is_incomplete: RwSignal<bool>,
}

/// Words that few customers need: they come when they are needed.
#[derive(Clone, Copy, Default, PartialEq)]
struct Late {
    /// The names of the lines of business.
    nace: bool,
    /// The questions of partners.
    property: bool,
}

struct Words {
    lang: Lang,
    /// Which of the words that few customers need.
    late: Late,
    /// Their paths, with commas.
    files: String,
    bundle: Bundle,
}

impl I18n {
    /// The language to begin with: `?lang=`, else what was chosen in this tab, else the first of the browser's languages
    /// that we have, else our own.
    pub fn wanted(config: &PageConfig) -> Lang {
        Lang::negotiate(page::wanted_langs(), &langs(config))
    }

    /// Fetches the words of a language.
    ///
    /// # Errors
    /// Where they cannot be fetched.
    pub async fn load(config: &PageConfig, lang: Lang) -> Result<I18n, Failure> {
        let words = Words::fetch(config.clone(), lang, Late::default()).await?;
        Ok(I18n::new(config.clone(), words))
    }

    /// Words that are there already: `sources` are the language's Fluent files, then the partner's own.
    pub fn of(config: PageConfig, lang: Lang, sources: Vec<String>) -> I18n {
        let bundle = Bundle::new(lang.tag(), sources);
        let words = Words { lang, late: Late::default(), files: String::new(), bundle };
        I18n::new(config, words)
    }

    fn new(config: PageConfig, words: Words) -> I18n {
        let (config, wanted) = (StoredValue::new(config), StoredValue::new(words.lang));
        I18n {
            config,
            wanted,
            words: RwSignal::new_local(Rc::new(words)),
            late: StoredValue::new(Late::default()),
            is_incomplete: RwSignal::new(false),
        }
    }

    pub fn provide(self) {
        provide_context(self);
    }

    pub fn expect() -> I18n {
        expect_context()
    }

    pub fn lang(self) -> Lang {
        self.words.read().lang
    }

    /// The languages to choose from, each with what it calls itself.
    pub fn languages(self) -> Vec<(Lang, String)> {
        let named = |files: &LanguageFiles| (Lang::of(&files.tag), files.name.clone());
        self.config.with_value(|config| config.files().languages.iter().map(named).collect())
    }

    /// Changes every word on the screen at once; on failure everything stays as it is.
    pub fn switch(self, lang: Lang) {
        storage::remember_lang(lang.tag());
        history::name_lang(lang.tag());
        self.fetch(lang);
    }

    /// Changes to the first of these languages that we have (BCP 47).
    pub fn switch_to_wanted(self, tag: &str) {
        self.switch(Lang::negotiate([tag.to_owned()], &self.config.with_value(langs)));
    }

    /// Fetches the names of the lines of business too. Without them their codes are shown.
    pub fn add_nace(self) {
        self.add(Late { nace: true, property: false });
    }

    /// Fetches the questions of partners too; whether they are here.
    pub fn add_property(self) -> bool {
        self.add(Late { nace: false, property: true });
        self.words.read().late.property
    }

    fn add(self, more: Late) {
        let known = self.late.get_value();
        let late = Late { nace: known.nace || more.nace, property: known.property || more.property };
        if late != known {
            self.late.set_value(late);
            self.fetch(self.words.read_untracked().lang);
        }
    }

    fn fetch(self, lang: Lang) {
        let (config, late) = (self.config.get_value(), self.late.get_value());
        self.wanted.set_value(lang);
        spawn_local(async move {
            match Words::fetch(config, lang, late).await {
                // Something else may have been wanted meanwhile.
                Ok(words) if self.wanted.get_value() == lang && self.late.get_value() == late => {
                    self.is_incomplete.set(false);
                    self.words.set(Rc::new(words));
                }
                Ok(_) => {}
                Err(_) => self.is_incomplete.set(true),
            }
        });
    }

    /// Whether words that were wanted could not be fetched.
    pub fn is_incomplete(self) -> bool {
        self.is_incomplete.get()
    }

    /// The message `id`, or `id.attribute` for an attribute.
    pub fn text(self, id: &str) -> String {
        self.text_with(id, &Args::new())
    }

    pub fn text_with(self, id: &str, args: &Args) -> String {
        // `xtask tidy` finds a missing message; a customer still sees something that support understands.
        self.words.read().bundle.format(id, args).unwrap_or_else(|| id.to_owned())
    }

    /// The words of `id` or `id.attribute`, where there are any: hints are optional.
    pub fn find(self, id: &str) -> Option<String> {
        let is_there = self.words.read().bundle.has(id);
        is_there.then(|| self.text(id))
    }

    /// A sentence that holds links, in parts: each with its address where it is a link.
    pub fn linked(self, id: &str) -> Vec<(String, Option<String>)> {
        let part = |part| match part {
            Part::Plain(text) => (text, None),
            Part::Marked { name, text } => (text, Some(self.text(&format!("link-{name}")))),
        };
        parts(&self.text(id)).into_iter().map(part).collect()
    }

    /// The files that the words are from.
    pub fn files(self) -> String {
        self.words.read().files.clone()
    }
}

/// The words of a message as something a view can show; follows a switch of the language.
pub fn t(id: &'static str) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    let i18n = I18n::expect();
    move || i18n.text(id)
}

impl Words {
    async fn fetch(config: PageConfig, lang: Lang, late: Late) -> Result<Words, Failure> {
        let languages = &config.files().languages;
        let files = languages.iter().find(|files| files.tag == lang.tag()).ok_or(Failure::Offline)?;
        let nace = late.nace.then_some(files.nace.as_str());
        let property = late.property.then_some(files.property.as_str());
        let of_partner = config.partner().and_then(|partner| partner.words.get(lang.tag()));
        let of_partner = of_partner.map(String::as_str);
        let named = [Some(files.words.as_str()), property, of_partner];
        let named = named.into_iter().flatten().collect::<Vec<_>>().join(",");
        let (words, nace, property, of_partner) = futures::join!(
            api::file(&files.words),
            optional_file(nace),
            optional_file(property),
            optional_file(of_partner)
        );
        // The partner's own words come last: they win.
        let sources = [Some(words?), nace?, property?, of_partner?].into_iter().flatten().collect();
        Ok(Words { lang, late, files: named, bundle: Bundle::new(lang.tag(), sources) })
    }
}

async fn optional_file(path: Option<&str>) -> Result<Option<String>, Failure> {
    match path {
        Some(path) => api::file(path).await.map(Some),
        None => Ok(None),
    }
}

fn langs(config: &PageConfig) -> Vec<Lang> {
    config.files().languages.iter().map(|files| Lang::of(&files.tag)).collect()
}
