//! The screens that are still to be rendered out of sight: at first all of them, then those whose words were edited.

use std::{
    collections::{BTreeSet, VecDeque},
    time::Duration,
};

use bankident_copy::{Edits, MessageCatalogue};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use serde::{Deserialize, Serialize};

use crate::{browser, catalogue::Catalogue, occurrences::Occurrences};

/// Screens that are rendered at the same time.
const SLOTS: usize = 3;

/// A screen that reports nothing for so long is skipped.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Edited screens are rendered again once nobody has typed for so long.
const DEBOUNCE: Duration = Duration::from_secs(1);

/// The storage key of [`Saved`]. An older release wrote under this key too: the new value replaces the old one.
const SAVED: &str = "desk.places";

/// Sample and language.
pub type Task = (String, String);

/// A handle: its copies share the same signals.
#[derive(Clone, Copy)]
pub struct ScanQueue {
    /// The build of the catalogue.
    build: StoredValue<String>,
    edits: RwSignal<Edits>,
    occurrences: RwSignal<Occurrences>,
    pending: RwSignal<VecDeque<Task>>,
    /// The screens that are being rendered now.
    pub slots: [RwSignal<Option<Task>>; SLOTS],
    /// The edits with which the screens were rendered.
    scanned_with: StoredValue<Edits>,
    /// Runs until the edits have settled.
    debounce: StoredValue<Option<TimeoutHandle>>,
}

/// What this browser keeps of a scan. It is valid for one build.
#[derive(Serialize, Deserialize)]
struct Saved {
    build: String,
    edits: Edits,
    occurrences: Occurrences,
}

impl ScanQueue {
    /// Fills `occurrences` with what an earlier visit saved, and queues the other screens.
    pub fn new(
        catalogue: &Catalogue,
        book: &MessageCatalogue,
        edits: RwSignal<Edits>,
        occurrences: RwSignal<Occurrences>,
    ) -> ScanQueue {
        let saved = browser::load(SAVED).and_then(|json| serde_json::from_str::<Saved>(&json).ok());
        let saved = saved.filter(|saved| saved.build == catalogue.build);
        let (known, scanned_with) = saved.map_or_else(
            || (Occurrences::default(), edits.get_untracked()),
            |saved| (saved.occurrences, saved.edits),
        );
        let langs = || book.languages.iter().map(|language| language.tag.clone());
        let tasks =
            catalogue.samples.iter().flat_map(|sample| langs().map(move |lang| (sample.name.clone(), lang)));
        let pending = tasks.filter(|(sample, lang)| !known.knows(sample, lang)).collect();
        occurrences.set(known);
        ScanQueue {
            build: StoredValue::new(catalogue.build.clone()),
            edits,
            occurrences,
            pending: RwSignal::new(pending),
            slots: std::array::from_fn(|_| RwSignal::new(None)),
            scanned_with: StoredValue::new(scanned_with),
            debounce: StoredValue::new(None),
        }
    }

    /// Gives each slot its first screen.
    pub fn start(self) {
        for slot in self.slots {
            self.next(slot);
        }
    }

    /// How many screens are still to be rendered.
    pub fn remaining(self) -> usize {
        self.pending.with(VecDeque::len) + self.slots.iter().filter(|slot| slot.with(Option::is_some)).count()
    }

    /// A screen has reported: its slot takes the next one.
    pub fn finish(self, sample: &str, lang: &str) {
        let is_here = |slot: &&RwSignal<Option<Task>>| {
            slot.with_untracked(|task| {
                task.as_ref().is_some_and(|(here, in_lang)| here == sample && in_lang == lang)
            })
        };
        if let Some(slot) = self.slots.iter().find(is_here) {
            self.next(*slot);
        }
    }

    /// The edits have changed. Their screens are rendered again once the edits have settled.
    pub fn rescan_soon(self) {
        let rescan = move || {
            self.debounce.set_value(None);
            self.rescan();
        };
        let before = self
            .debounce
            .try_update_value(|debounce| debounce.replace(set_timeout_with_handle(rescan, DEBOUNCE).ok()?));
        if let Some(before) = before.flatten() {
            before.clear();
        }
    }

    fn rescan(self) {
        let edits = self.edits.get_untracked();
        let changed = self.scanned_with.with_value(|before| differing(before, &edits));
        self.scanned_with.set_value(edits);
        let occurrences = self.occurrences.read_untracked();
        let tasks = changed.iter().flat_map(|(lang, id)| {
            occurrences.of(id).into_iter().map(move |sample| (sample.to_owned(), lang.clone()))
        });
        let tasks: BTreeSet<Task> = tasks.collect();
        if tasks.is_empty() {
            return;
        }
        self.pending.update(|pending| {
            pending.retain(|task| !tasks.contains(task));
            tasks.into_iter().for_each(|task| pending.push_front(task));
        });
        for slot in self.slots.into_iter().filter(|slot| slot.with_untracked(Option::is_none)) {
            self.next(slot);
        }
    }

    fn next(self, slot: RwSignal<Option<Task>>) {
        let task = self.pending.try_update(VecDeque::pop_front).flatten();
        slot.set(task.clone());
        if untrack(|| self.remaining()) == 0 {
            self.save();
        }
        if task.is_some() {
            let skip = move || {
                if slot.get_untracked() == task {
                    self.next(slot);
                }
            };
            set_timeout(skip, TIMEOUT);
        }
    }

    fn save(self) {
        let saved = Saved {
            build: self.build.get_value(),
            edits: self.scanned_with.get_value(),
            occurrences: self.occurrences.get_untracked(),
        };
        // If there is no room for it, the next visit scans again.
        browser::save(SAVED, &serde_json::to_string(&saved).unwrap_or_default());
    }
}

/// The texts that differ between two sets of edits, by language and id.
fn differing(before: &Edits, after: &Edits) -> BTreeSet<(String, String)> {
    let edit =
        |edits: &Edits, lang: &str, id: &str| edits.get(lang).and_then(|of_lang| of_lang.get(id)).cloned();
    let all = before.iter().chain(after);
    let keys = all.flat_map(|(lang, of_lang)| of_lang.keys().map(move |id| (lang.clone(), id.clone())));
    keys.filter(|(lang, id)| edit(before, lang, id) != edit(after, lang, id)).collect()
}

#[cfg(test)]
mod tests {
    use bankident_copy::Edit;

    use super::*;

    #[test]
    fn texts_that_differ_are_named() {
        let edits = |all: &[(&str, &str)]| -> Edits {
            let edit = |(id, pattern): &(&str, &str)| {
                ((*id).to_owned(), Edit { pattern: (*pattern).to_owned(), over: String::new() })
            };
            Edits::from([("de".to_owned(), all.iter().map(edit).collect())])
        };
        let changed =
            differing(&edits(&[("a", "x"), ("b", "x"), ("c", "x")]), &edits(&[("a", "x"), ("b", "y")]));
        let changed: Vec<&str> = changed.iter().map(|(_, id)| id.as_str()).collect();
        assert_eq!(changed, ["b", "c"]);
        assert!(differing(&Edits::default(), &edits(&[])).is_empty());
    }
}
