//! What all views share: the words as they were built and as they are edited, and what the screens report.

use std::collections::{BTreeMap, BTreeSet};

use bankident_copy::{Approval, Edited, Edits, Finding, Message, MessageCatalogue, unknown_variables};
use leptos::prelude::*;

use crate::{
    browser,
    catalogue::{Catalogue, Sample},
    occurrences::{FrameReport, Occurrences, Rendering},
    scan_queue::ScanQueue,
    texts::{self, Key},
    url_state::{Only, UrlState, Width},
};

/// A handle: its copies share the same signals.
#[derive(Clone, Copy)]
pub struct Store {
    pub catalogue: StoredValue<Catalogue>,
    /// The words as they were built.
    pub book: StoredValue<MessageCatalogue>,
    built: StoredValue<BTreeMap<Key, Message>>,
    pub url_state: RwSignal<UrlState>,
    /// The language on the left, and the one beside it.
    pub langs: Memo<[String; 2]>,
    pub width: Memo<Width>,
    pub edits: RwSignal<Edits>,
    /// The words with the edits.
    pub edited: Memo<Edited>,
    pub texts: Memo<BTreeMap<Key, Message>>,
    /// Whether this browser could save the edits.
    pub is_saved: RwSignal<bool>,
    /// What has to be mended, in sentences.
    pub findings: Memo<BTreeMap<Key, Vec<String>>>,
    pub occurrences: RwSignal<Occurrences>,
    /// The same in the pseudo-language.
    pub pseudo_occurrences: RwSignal<Occurrences>,
    /// Heights of whole pages in CSS pixels, by sample, language and width.
    pub heights: RwSignal<BTreeMap<(String, String, u32), u32>>,
    /// How many reports have come from frames.
    pub reports: RwSignal<u32>,
    pub scan_queue: ScanQueue,
}

/// The storage key of the edits, as JSON.
const EDITS: &str = "desk.edits";

impl Store {
    pub fn new(catalogue: Catalogue, book: MessageCatalogue) -> Store {
        let url_state = RwSignal::new(UrlState::of_page(&catalogue));
        let edits = RwSignal::new(edits_in(&browser::load(EDITS).unwrap_or_default(), &book));
        let occurrences = RwSignal::default();
        let scan_queue = ScanQueue::new(&catalogue, &book, edits, occurrences);
        let built = StoredValue::new(texts::by_key(&book));
        let book = StoredValue::new(book);
        let edited = Memo::new(move |_| edits.with(|edits| book.with_value(|book| book.edited(edits))));
        let texts = Memo::new(move |_| edited.with(|edited| texts::by_key(&edited.catalogue)));
        let findings = Memo::new(move |_| {
            let edited = edited.read();
            let mut all = texts::findings(&edited.catalogue);
            let texts = texts.read();
            let texts = texts.iter().map(|((lang, _), text)| (lang.as_str(), text));
            let unknown = built.with_value(|built| unknown_variables(built.values(), texts)).into_iter();
            let unknown = unknown.map(|Finding { lang, id, what }| ((lang, id), what));
            let too_long = occurrences.with(Occurrences::too_long);
            let left_out = edited.left_out.iter().map(|(key, why)| (key.clone(), why.to_string()));
            for (key, what) in left_out.chain(unknown).chain(too_long) {
                all.entry(key).or_default().push(what);
            }
            all
        });
        let store = Store {
            catalogue: StoredValue::new(catalogue),
            book,
            built,
            url_state,
            langs: Memo::new(move |_| url_state.with(|url| book.with_value(|book| langs(book, &url.beside)))),
            width: Memo::new(move |_| url_state.with(|url| url.width)),
            edits,
            edited,
            texts,
            is_saved: RwSignal::new(true),
            findings,
            occurrences,
            pseudo_occurrences: RwSignal::default(),
            heights: RwSignal::default(),
            reports: RwSignal::new(0),
            scan_queue,
        };
        store.sync();
        browser::on_message(move |json| {
            if let Ok(report) = serde_json::from_str(json) {
                store.receive(report);
            }
        });
        store
    }

    pub fn expect() -> Store {
        expect_context()
    }

    /// Keeps the page's address, the other tabs and the frames up to date.
    fn sync(self) {
        // Only another state makes an entry in the history; a filter replaces the address.
        Effect::new(move |before: Option<String>| {
            let url = self.url_state.get();
            let address = url.address();
            match before {
                _ if address == browser::address() => {}
                Some(before) if before != url.sample => {
                    browser::push_address(&address);
                    window().scroll_to_with_x_and_y(0.0, 0.0);
                }
                _ => browser::replace_address(&address),
            }
            url.sample
        });
        browser::on_back_or_forward(move || self.url_state.set(self.catalogue.with_value(UrlState::of_page)));
        // A second tab of the desk edits the same words.
        browser::on_saved(EDITS, move |json| {
            self.edits.set(self.book.with_value(|book| edits_in(json, book)));
        });
        self.publish_edits();
        Effect::new(move || {
            self.edits.track();
            self.scan_queue.rescan_soon();
        });
        let pseudo = Memo::new(move |_| self.url_state.with(|url| url.pseudo));
        Effect::new(move || {
            if pseudo.get() {
                for language in &self.edited.read().catalogue.languages {
                    let words: String = language.sources().map(bankident_copy::pseudo).collect();
                    browser::save(&format!("desk.pseudo.{}", language.tag), &bankident_copy::marked(&words));
                }
            }
        });
    }

    /// Hands the edited messages to the frames. Each tab does this for its own edits only.
    fn publish_edits(self) {
        let edits = self.edits.read_untracked();
        for language in &self.edited.read_untracked().catalogue.languages {
            let ids = edits.get(&language.tag).into_iter().flat_map(BTreeMap::keys);
            browser::save(
                &format!("desk.words.{}", language.tag),
                &bankident_copy::marked(&language.excerpt(ids)),
            );
        }
    }

    fn receive(self, report: FrameReport) {
        match report {
            FrameReport::Chosen { sample, id } => self.url_state.update(|url| {
                url.sample = sample;
                url.message = id;
            }),
            FrameReport::Rendered(rendering) => {
                let Rendering { sample, lang, width, height, .. } = &rendering;
                let place = (sample.clone(), lang.clone(), *width);
                if self.heights.with_untracked(|heights| heights.get(&place) != Some(height)) {
                    self.heights.update(|heights| {
                        heights.insert(place, *height);
                    });
                }
                self.reports.update(|reports| *reports += 1);
                self.record(rendering);
            }
        }
    }

    /// Records where messages occur: on a phone and without a theme, because partners have words of their own.
    fn record(self, rendering: Rendering) {
        let Rendering { sample, lang, width, themed, pseudo, screen, .. } = rendering;
        if width > 400 || themed {
            return;
        }
        let occurrences = if pseudo { self.pseudo_occurrences } else { self.occurrences };
        if occurrences.with_untracked(|occurrences| occurrences.screen(&sample, &lang) != Some(&screen)) {
            occurrences.update(|occurrences| occurrences.record(&sample, &lang, screen));
        }
        if !pseudo {
            self.scan_queue.finish(&sample, &lang);
        }
    }

    /// The height of a sample's screens together, in CSS pixels. When it changes, what is beside or below them moves.
    pub fn height_of(self, sample: &str) -> u32 {
        self.heights.with(|heights| {
            heights.iter().filter(|((of, ..), _)| of == sample).map(|(_, height)| height).sum()
        })
    }

    /// Tags of all languages, ours first.
    pub fn all_langs(self) -> Vec<String> {
        self.book.with_value(|book| book.languages.iter().map(|language| language.tag.clone()).collect())
    }

    /// The samples that the filters leave, in walking order.
    pub fn filtered(self) -> Vec<Sample> {
        let url = self.url_state.get();
        let wanted = self.wanted_ids(url.only);
        let occurrences = self.occurrences.read();
        let shows = |sample: &&Sample| {
            let is_wanted = wanted
                .as_ref()
                .is_none_or(|wanted| occurrences.ids(&sample.name).iter().any(|id| wanted.contains(*id)));
            is_wanted
                && (url.step.is_empty() || sample.step == url.step)
                && (url.code.is_empty() || sample.code.as_deref() == Some(&url.code))
                && (url.find.is_empty() || says(&occurrences, sample, &url.find.to_lowercase()))
        };
        self.catalogue.with_value(|catalogue| catalogue.samples.iter().filter(shows).cloned().collect())
    }

    /// The ids that a filter is about; `None` for all.
    fn wanted_ids(self, only: Only) -> Option<BTreeSet<String>> {
        let of = |wanted: &dyn Fn(&Key, &Message) -> bool| {
            let texts = self.texts.read();
            let ids = texts.iter().filter(|(key, text)| wanted(key, text)).map(|((_, id), _)| id.clone());
            Some(ids.collect())
        };
        match only {
            Only::All => None,
            Only::Changed => {
                of(&|(lang, _), text| self.edited.with(|edited| edited.catalogue.is_changed(lang, text)))
            }
            Only::Draft => of(&|_, text| text.approval == Approval::Draft),
            Only::Edited => {
                Some(self.edits.with(|edits| edits.values().flat_map(BTreeMap::keys).cloned().collect()))
            }
            Only::ToMend => Some(self.findings.with(|all| all.keys().map(|(_, id)| id.clone()).collect())),
        }
    }

    /// Changes a text. A text that equals the one in the files is no edit.
    pub fn edit(self, lang: &str, id: &str, pattern: &str) {
        let mut edits = self.edits.get_untracked();
        self.book.with_value(|book| book.edit(&mut edits, lang, id, pattern));
        self.set_edits(edits);
    }

    /// Replaces all edits.
    pub fn set_edits(self, edits: Edits) {
        let json = serde_json::to_string(&edits).unwrap_or_default();
        self.is_saved.set(browser::save(EDITS, &json));
        self.edits.set(edits);
        self.publish_edits();
    }

    /// Passes the words as they were built, and the words with the edits.
    pub fn with_catalogues<T>(self, make: impl FnOnce(&MessageCatalogue, &MessageCatalogue) -> T) -> T {
        self.book.with_value(|book| self.edited.with_untracked(|edited| make(book, &edited.catalogue)))
    }

    /// A text as it was built.
    pub fn built(self, lang: &str, id: &str) -> Option<Message> {
        self.built.with_value(|built| built.get(&(lang.to_owned(), id.to_owned())).cloned())
    }
}

/// Tags of the first language and of the one beside it.
fn langs(book: &MessageCatalogue, beside: &str) -> [String; 2] {
    let tag =
        |index: usize| book.languages.get(index).map(|language| language.tag.clone()).unwrap_or_default();
    let beside = if book.language(beside).is_some() { beside.to_owned() } else { tag(1) };
    [tag(0), beside]
}

/// Whether the words are in the sample's name, its texts or their ids.
fn says(occurrences: &Occurrences, sample: &Sample, find: &str) -> bool {
    let said = |text: &str| text.to_lowercase().contains(find);
    said(&sample.name)
        || occurrences.in_sample(&sample.name).any(|shown| said(&shown.text) || said(&shown.id))
}

/// Saved edits, without those that stand in the files by now.
fn edits_in(json: &str, book: &MessageCatalogue) -> Edits {
    book.still_to_make(serde_json::from_str(json).unwrap_or_default())
}
