//! What everything on the desk shares: the words as they were built, as they are edited, and what the screens have told.

use std::collections::{BTreeMap, BTreeSet};

use bankident_copy::{
    Book, Edited, Edits, Finding, Language, Message, Readability, Standing, check, unknown_variables,
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    browser,
    occurrences::{Heard, Places, Seen},
    scan_queue::{Scan, Scanners},
    url_state::{Look, Only, Width},
    view::export::HandOn,
    view::gallery::Gallery,
    view::sample_page::State,
    view::toolbar::Bar,
};

/// What can be looked at (`GET /desk/states.json`).
#[derive(Deserialize)]
pub struct Shelf {
    /// Of everything that the screens are made of.
    pub build: String,
    pub samples: Vec<Sample>,
    pub themes: Vec<Theme>,
}

#[derive(Clone, Deserialize)]
pub struct Sample {
    pub name: String,
    pub step: String,
    /// Of the rejection or the problem that it shows.
    pub code: Option<String>,
}

#[derive(Clone, Deserialize)]
pub struct Theme {
    pub id: String,
    pub name: String,
}

/// Language and id.
pub type Key = (String, String);

#[derive(Clone, Copy)]
pub struct Desk {
    pub shelf: StoredValue<Shelf>,
    /// As it was built.
    pub book: StoredValue<Book>,
    built: StoredValue<BTreeMap<Key, Message>>,
    pub look: RwSignal<Look>,
    /// The language on the left, and the one beside it.
    pub langs: Memo<[String; 2]>,
    pub width: Memo<Width>,
    pub edits: RwSignal<Edits>,
    /// As it would be with the edits.
    pub edited: Memo<Edited>,
    pub texts: Memo<BTreeMap<Key, Message>>,
    /// Whether this browser keeps the edits.
    pub keeps: RwSignal<bool>,
    /// What there is to mend.
    pub findings: Memo<BTreeMap<Key, Vec<String>>>,
    pub places: RwSignal<Places>,
    /// The same in the language that nobody speaks.
    pub pseudo: RwSignal<Places>,
    /// Of whole pages, by sample, language and width.
    pub heights: RwSignal<BTreeMap<(String, String, u32), u32>>,
    /// How often a frame has told something.
    pub told: RwSignal<u32>,
    pub scanners: Scanners,
}

/// Loads everything, and takes the place of the page's first paint.
pub async fn open() {
    let loaded = load().await;
    if let Some(boot) = document().get_element_by_id("boot") {
        match &loaded {
            Ok(_) => boot.remove(),
            Err(error) => boot.set_text_content(Some(error)),
        }
    }
    if let Ok((shelf, book)) = loaded {
        mount_to_body(move || {
            let desk = Desk::new(shelf, book);
            provide_context(desk);
            let all = Memo::new(move |_| desk.look.with(|look| look.state.is_empty()));
            view! {
                <Bar/>
                <main>
                    {move || match all.get() {
                        true => view! { <Gallery/> }.into_any(),
                        false => view! { <State/> }.into_any(),
                    }}
                </main>
                <HandOn/>
                <Scan/>
            }
        });
    }
}

async fn load() -> Result<(Shelf, Book), String> {
    let unreadable =
        |error: serde_json::Error| format!("The server is of another release than the desk: {error}");
    let shelf = serde_json::from_str(&browser::fetch("/desk/states.json").await?).map_err(unreadable)?;
    let book = serde_json::from_str(&browser::fetch("/desk/words.json").await?).map_err(unreadable)?;
    Ok((shelf, book))
}

const EDITS: &str = "desk.edits";

impl Desk {
    fn new(shelf: Shelf, book: Book) -> Desk {
        let look = RwSignal::new(Look::of_page(&shelf));
        let edits = RwSignal::new(edits_in(&browser::stored(EDITS).unwrap_or_default(), &book));
        let (places, scanners) = Scanners::begin(&shelf, &book, &edits.read_untracked());
        let built = StoredValue::new(texts_of(&book));
        let book = StoredValue::new(book);
        let edited = Memo::new(move |_| edits.with(|edits| book.with_value(|book| book.edited(edits))));
        let texts = Memo::new(move |_| edited.with(|edited| texts_of(&edited.book)));
        let places = RwSignal::new(places);
        let findings = Memo::new(move |_| {
            let edited = edited.read();
            let mut all = findings_of(&edited.book);
            let texts = texts.read();
            let texts = texts.iter().map(|((lang, _), text)| (lang.as_str(), text));
            let unknown = built.with_value(|built| unknown_variables(built.values(), texts)).into_iter();
            let unknown = unknown.map(|Finding { lang, id, what }| ((lang, id), what));
            let too_long = places.with(|places| places.too_long());
            let left_out = edited.left_out.iter().map(|(key, why)| (key.clone(), why.to_string()));
            for (key, what) in left_out.chain(unknown).chain(too_long) {
                all.entry(key).or_default().push(what);
            }
            all
        });
        let desk = Desk {
            shelf: StoredValue::new(shelf),
            book,
            built,
            look,
            langs: Memo::new(move |_| look.with(|look| book.with_value(|book| langs(book, &look.beside)))),
            width: Memo::new(move |_| look.with(|look| look.width)),
            edits,
            edited,
            texts,
            keeps: RwSignal::new(true),
            findings,
            places,
            pseudo: RwSignal::default(),
            heights: RwSignal::default(),
            told: RwSignal::new(0),
            scanners,
        };
        desk.publish();
        browser::on_message(move |json| {
            if let Ok(heard) = serde_json::from_str(json) {
                desk.hear(heard);
            }
        });
        desk
    }

    pub fn expect() -> Desk {
        expect_context()
    }

    /// Keeps the address, and what the frames show of the edits.
    fn publish(self) {
        // From another state one comes back; how one looks at it is no place to come back to.
        Effect::new(move |before: Option<String>| {
            let look = self.look.get();
            let address = look.address();
            match before {
                _ if address == browser::address() => {}
                Some(before) if before != look.state => {
                    browser::walk_to_address(&address);
                    window().scroll_to_with_x_and_y(0.0, 0.0);
                }
                _ => browser::rewrite_address(&address),
            }
            look.state
        });
        browser::on_walk(move || self.look.set(self.shelf.with_value(Look::of_page)));
        // A second tab of the desk edits the same words.
        browser::on_stored(EDITS, move |json| {
            self.edits.set(self.book.with_value(|book| edits_in(json, book)));
        });
        self.show_edits();
        Effect::new(move || {
            self.edits.track();
            self.scanners.look_again_soon(self);
        });
        let pseudo = Memo::new(move |_| self.look.with(|look| look.pseudo));
        Effect::new(move || {
            if pseudo.get() {
                for language in &self.edited.read().book.languages {
                    let words: String = language.sources().map(bankident_copy::pseudo).collect();
                    browser::store(&format!("desk.pseudo.{}", language.tag), &words);
                }
            }
        });
    }

    /// The frames show the messages that are edited. Done where edits are made: another tab shows its own.
    fn show_edits(self) {
        let edits = self.edits.read_untracked();
        for language in &self.edited.read_untracked().book.languages {
            let ids = edits.get(&language.tag).into_iter().flat_map(BTreeMap::keys);
            browser::store(&format!("desk.words.{}", language.tag), &language.excerpt(ids));
        }
    }

    fn hear(self, heard: Heard) {
        match heard {
            Heard::Chosen { sample, id } => self.look.update(|look| {
                look.state = sample;
                look.sentence = id;
            }),
            Heard::Seen(seen) => {
                let Seen { sample, lang, width, height, .. } = &seen;
                let place = (sample.clone(), lang.clone(), *width);
                if self.heights.with_untracked(|heights| heights.get(&place) != Some(height)) {
                    self.heights.update(|heights| {
                        heights.insert(place, *height);
                    });
                }
                self.told.update(|told| *told += 1);
                self.learn(seen);
            }
        }
    }

    /// What is said on a phone, in our words: a partner's are its own.
    fn learn(self, seen: Seen) {
        let Seen { sample, lang, width, themed, pseudo, screen, .. } = seen;
        if width > 400 || themed {
            return;
        }
        let places = if pseudo { self.pseudo } else { self.places };
        if places.with_untracked(|places| places.screen(&sample, &lang) != Some(&screen)) {
            places.update(|places| places.learn(&sample, &lang, screen));
        }
        if !pseudo {
            self.scanners.go_on(self, &sample, &lang);
        }
    }

    /// How much smaller a screen of the width of the moment is drawn: no wider than there is room.
    pub fn scale_in(self, phone: f64, desktop: f64, beside: f64) -> f64 {
        let width = self.width.get();
        let room = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or_default() - beside;
        let wanted = if width == Width::Phone { phone } else { desktop };
        wanted.min(room / f64::from(width.size().0))
    }

    pub fn all_langs(self) -> Vec<String> {
        self.book.with_value(|book| book.languages.iter().map(|language| language.tag.clone()).collect())
    }

    /// The samples that are asked for, in walking order.
    pub fn asked_for(self) -> Vec<Sample> {
        let look = self.look.get();
        let wanted = self.wanted_ids(look.only);
        let places = self.places.read();
        let shows = |sample: &&Sample| {
            let is_wanted = wanted
                .as_ref()
                .is_none_or(|wanted| places.ids(&sample.name).iter().any(|id| wanted.contains(*id)));
            is_wanted
                && (look.step.is_empty() || sample.step == look.step)
                && (look.code.is_empty() || sample.code.as_deref() == Some(&look.code))
                && (look.find.is_empty() || says(&places, sample, &look.find.to_lowercase()))
        };
        self.shelf.with_value(|shelf| shelf.samples.iter().filter(shows).cloned().collect())
    }

    /// The messages that a filter is about; `None` for all.
    fn wanted_ids(self, only: Only) -> Option<BTreeSet<String>> {
        let of = |wanted: &dyn Fn(&Key, &Message) -> bool| {
            let texts = self.texts.read();
            let ids = texts.iter().filter(|(key, text)| wanted(key, text)).map(|((_, id), _)| id.clone());
            Some(ids.collect())
        };
        match only {
            Only::All => None,
            Only::Changed => {
                of(&|(lang, _), text| self.edited.with(|edited| edited.book.is_changed(lang, text)))
            }
            Only::Draft => of(&|_, text| text.standing == Standing::Draft),
            Only::Edited => {
                Some(self.edits.with(|edits| edits.values().flat_map(BTreeMap::keys).cloned().collect()))
            }
            Only::ToMend => Some(self.findings.with(|all| all.keys().map(|(_, id)| id.clone()).collect())),
        }
    }

    /// Changes a text; what stands in the files needs no edit.
    pub fn edit(self, lang: &str, id: &str, pattern: &str) {
        let mut edits = self.edits.get_untracked();
        self.book.with_value(|book| book.edit(&mut edits, lang, id, pattern));
        self.keep(edits);
    }

    /// These edits, from now on.
    pub fn keep(self, edits: Edits) {
        let json = serde_json::to_string(&edits).unwrap_or_default();
        self.keeps.set(browser::store(EDITS, &json));
        self.edits.set(edits);
        self.show_edits();
    }

    /// What is made of the words as they were built, and as they would be with the edits.
    pub fn with_books<T>(self, make: impl FnOnce(&Book, &Book) -> T) -> T {
        self.book.with_value(|book| self.edited.with_untracked(|edited| make(book, &edited.book)))
    }

    /// A text as it was built.
    pub fn built(self, lang: &str, id: &str) -> Option<Message> {
        self.built.with_value(|built| built.get(&(lang.to_owned(), id.to_owned())).cloned())
    }
}

fn langs(book: &Book, beside: &str) -> [String; 2] {
    let tag =
        |index: usize| book.languages.get(index).map(|language| language.tag.clone()).unwrap_or_default();
    let beside = if book.language(beside).is_some() { beside.to_owned() } else { tag(1) };
    [tag(0), beside]
}

fn says(places: &Places, sample: &Sample, find: &str) -> bool {
    let said = |text: &str| text.to_lowercase().contains(find);
    said(&sample.name) || places.words(&sample.name).any(|shown| said(&shown.text) || said(&shown.id))
}

fn texts_of(book: &Book) -> BTreeMap<Key, Message> {
    let of = |language: &Language| {
        let tag = language.tag.clone();
        language
            .messages()
            .into_iter()
            .map(move |text| ((tag.clone(), text.id.clone()), text))
            .collect::<Vec<_>>()
    };
    book.languages.iter().flat_map(of).collect()
}

fn findings_of(book: &Book) -> BTreeMap<Key, Vec<String>> {
    let messages: Vec<(&str, Vec<Message>)> =
        book.languages.iter().map(|language| (language.tag.as_str(), language.messages())).collect();
    let languages: Vec<(&str, &[Message])> =
        messages.iter().map(|(tag, all)| (*tag, all.as_slice())).collect();
    let mut found: BTreeMap<Key, Vec<String>> = BTreeMap::new();
    for Finding { lang, id, what } in check(&languages, &book.glossary) {
        found.entry((lang, id)).or_default().push(what);
    }
    for (lang, all) in &messages {
        for (text, Readability { longest, lix, .. }) in bankident_copy::hard_to_read(all) {
            let what = format!("hard to read: {longest} words in a sentence, LIX {lix:.0}");
            found.entry(((*lang).to_owned(), text.id.clone())).or_default().push(what);
        }
    }
    found
}

/// Kept edits, without those that were built meanwhile.
fn edits_in(json: &str, book: &Book) -> Edits {
    book.still_to_make(serde_json::from_str(json).unwrap_or_default())
}
