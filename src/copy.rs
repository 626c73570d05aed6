//! The only file that knows Fluent: loads, negotiates, formats and switches the words.
//!
//! The runtime is Project Fluent's own for JavaScript, `@fluent/bundle`: it uses the plural rules and number formats
//! that the browser has anyway, and weighs a fifth of what `fluent-bundle` weighs in WebAssembly.

use std::{rc::Rc, sync::OnceLock};

use js_sys::{Array, Object, Reflect};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use crate::{api, history, platform, session};

#[wasm_bindgen(module = "/src/copy.js")]
extern "C" {
    type Bundle;
    /// Fetches the runtime, once.
    #[wasm_bindgen(catch)]
    async fn runtime(address: &str) -> Result<JsValue, JsValue>;
    fn bundle(runtime: &JsValue, lang: &str, sources: &Array) -> Bundle;
    /// `undefined` where there is no such message or attribute.
    fn format(bundle: &Bundle, id: &str, attribute: Option<&str>, args: &Object) -> Option<String>;
    fn has(bundle: &Bundle, id: &str, attribute: &str) -> bool;
}

/// The variables of a message.
#[derive(Default)]
pub struct Args(Object);

impl Args {
    pub fn set(&mut self, name: &str, value: impl Into<JsValue>) {
        // Setting a property of a fresh object cannot fail.
        Reflect::set(&self.0, &name.into(), &value.into()).ok();
    }
}

/// `args!["seconds" => 30]`
macro_rules! args {
    ($($name:literal => $value:expr),+) => {{
        let mut args = $crate::copy::Args::default();
        $(args.set($name, $value);)+
        args
    }};
}
pub(crate) use args;

/// A language of the wizard: a folder in `locales/`, named by its BCP 47 tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lang(&'static str);

impl Lang {
    /// Those that the build has found, ours first.
    pub fn all() -> &'static [Lang] {
        static ALL: OnceLock<Vec<Lang>> = OnceLock::new();
        ALL.get_or_init(|| {
            let tags = platform::asset("langs").unwrap_or_default().leak();
            tags.split(' ').map(Lang).collect()
        })
    }

    pub fn tag(self) -> &'static str {
        self.0
    }

    /// `?lang=`, else what was chosen in this tab, else the first of the browser's languages that we have, else our own.
    pub fn negotiate(wanted: impl IntoIterator<Item = String>) -> Lang {
        Lang::first_of(wanted, Lang::all())
    }

    fn first_of(wanted: impl IntoIterator<Item = String>, all: &[Lang]) -> Lang {
        let known = |tag: String| all.iter().find(|lang| primary_subtag(&tag) == lang.tag());
        wanted.into_iter().find_map(known).or(all.first()).copied().unwrap_or(Lang("de"))
    }
}

fn primary_subtag(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

/// The words in the language of the moment. Reading them in a view follows a switch of the language.
#[derive(Clone, Copy)]
pub struct Copy {
    words: RwSignal<Rc<Words>, LocalStorage>,
}

struct Words {
    lang: Lang,
    /// The files that were added to the language's own.
    added: Vec<&'static str>,
    bundle: Bundle,
}

/// A part of a sentence: plain, or between `<name>` and `</name>`.
#[derive(Debug, PartialEq)]
pub enum Part {
    Plain(String),
    Marked { name: String, text: String },
}

impl Copy {
    /// Fetches the words of a language.
    pub async fn load(lang: Lang) -> Result<Copy, api::Failure> {
        let words = Words::fetch(lang, Vec::new()).await?;
        Ok(Copy { words: RwSignal::new_local(Rc::new(words)) })
    }

    pub fn provide(self) {
        provide_context(self);
    }

    pub fn expect() -> Copy {
        expect_context()
    }

    /// Changes every word on the screen at once; on failure everything stays as it is.
    pub fn switch(self, lang: Lang) {
        let added = self.words.read_untracked().added.clone();
        self.fetch(lang, added);
        session::remember_lang(lang.tag());
        history::name_lang(lang.tag());
    }

    /// Adds a file of words that only some screens need.
    pub fn add(self, file: &'static str) {
        let words = self.words.get_untracked();
        if !words.added.contains(&file) {
            self.fetch(words.lang, vec![file]);
        }
    }

    fn fetch(self, lang: Lang, added: Vec<&'static str>) {
        spawn_local(async move {
            if let Ok(words) = Words::fetch(lang, added).await {
                self.words.set(Rc::new(words));
            }
        });
    }

    pub fn lang(self) -> Lang {
        self.words.read().lang
    }

    /// The message `id`, or `id.attribute` for an attribute.
    pub fn text(self, id: &str) -> String {
        self.text_with(id, &Args::default())
    }

    pub fn text_with(self, id: &str, args: &Args) -> String {
        self.words.read().format(id, args)
    }

    /// The words of `id` or `id.attribute`, where there are any: hints are optional.
    pub fn find(self, id: &str) -> Option<String> {
        let (message, attribute) = id.split_once('.')?;
        has(&self.words.read().bundle, message, attribute).then(|| self.text(id))
    }

    /// The message cut at its markup, for sentences that hold links.
    pub fn parts(self, id: &str) -> Vec<Part> {
        parts(&self.text(id))
    }
}

impl Words {
    async fn fetch(lang: Lang, added: Vec<&'static str>) -> Result<Words, api::Failure> {
        let address = platform::asset("fluent").ok_or(api::Failure::Offline)?;
        let (words, own, runtime) =
            futures::join!(api::words(lang.tag()), api::words_of_partner(lang.tag()), runtime(&address));
        let runtime = runtime.map_err(|_| api::Failure::Offline)?;
        let sources = Array::of1(&words?.into());
        for file in &added {
            sources.push(&api::words(&format!("{}_{file}", lang.tag())).await?.into());
        }
        sources.push(&own?.into());
        Ok(Words { lang, added, bundle: bundle(&runtime, lang.tag(), &sources) })
    }

    fn format(&self, id: &str, args: &Args) -> String {
        let (message, attribute) = match id.split_once('.') {
            Some((message, attribute)) => (message, Some(attribute)),
            None => (id, None),
        };
        // `xtask tidy` finds a missing message; a customer still sees something that support understands.
        format(&self.bundle, message, attribute, &args.0).unwrap_or_else(|| id.to_owned())
    }
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((plain, name, marked, after)) = next_mark(rest) {
        if !plain.is_empty() {
            parts.push(Part::Plain(plain.to_owned()));
        }
        parts.push(Part::Marked { name: name.to_owned(), text: marked.to_owned() });
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Plain(rest.to_owned()));
    }
    parts
}

/// Splits at the first `<name>..</name>`: what stands before, name, text between, what stands after.
fn next_mark(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (plain, opened) = text.split_once('<')?;
    let (name, body) = opened.split_once('>')?;
    let (marked, after) = body.split_once(&format!("</{name}>"))?;
    Some((plain, name, marked, after))
}

/// The words of a message as something a view can show; follows a switch of the language.
pub fn t(id: &'static str) -> impl Fn() -> String + std::marker::Copy + Send + Sync + 'static {
    let copy = Copy::expect();
    move || copy.text(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_language_wins() {
        let all = [Lang("de"), Lang("en"), Lang("fr")];
        let first = |tags: &[&str]| Lang::first_of(tags.iter().map(|tag| (*tag).to_owned()), &all).tag();
        assert_eq!(first(&["en-GB", "de"]), "en");
        assert_eq!(first(&["it", "fr-CH"]), "fr");
        assert_eq!(first(&["tlh"]), "de");
        assert_eq!(first(&[]), "de");
    }

    #[test]
    fn markup_cuts_a_sentence_in_parts() {
        let marked = |name: &str, text: &str| Part::Marked { name: name.to_owned(), text: text.to_owned() };
        let plain = |text: &str| Part::Plain(text.to_owned());
        assert_eq!(
            parts("I accept the <a>Terms</a>, and <b>prices</b>."),
            [
                plain("I accept the "),
                marked("a", "Terms"),
                plain(", and "),
                marked("b", "prices"),
                plain(".")
            ]
        );
        assert_eq!(parts("1 < 2"), [plain("1 < 2")]);
    }
}
