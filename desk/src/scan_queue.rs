//! Looks at every screen once, out of sight: so the desk knows what stands where, and what does not fit.

use std::{
    collections::{BTreeSet, VecDeque},
    time::Duration,
};

use bankident_copy::{Book, Edits};
use leptos::{html::Iframe, leptos_dom::helpers::TimeoutHandle, prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    browser,
    occurrences::Places,
    store::{Desk, Shelf},
    url_state::Look,
    view::frame::follow,
};

/// Screens at the same time.
const SCANNERS: usize = 3;

/// A screen that says nothing for so long is left out.
const PATIENCE: Duration = Duration::from_secs(10);

const PLACES: &str = "desk.places";

/// Words are looked at again once nobody has written for so long.
const SETTLED: Duration = Duration::from_secs(1);

/// Sample and language.
type Task = (String, String);

#[derive(Clone, Copy)]
pub struct Scanners {
    queue: RwSignal<VecDeque<Task>>,
    at: [RwSignal<Option<Task>>; SCANNERS],
    /// The edits with which the screens were looked at.
    seen_with: StoredValue<Edits>,
    /// Until the edits have settled.
    waiting: StoredValue<Option<TimeoutHandle>>,
}

/// What this browser keeps of a scan: worth something as long as the screens are the same.
#[derive(Serialize, Deserialize)]
struct Kept {
    build: String,
    seen_with: Edits,
    places: Places,
}

impl Scanners {
    /// What is known already, and who looks at the rest.
    pub fn begin(shelf: &Shelf, book: &Book, edits: &Edits) -> (Places, Scanners) {
        let kept = browser::stored(PLACES).and_then(|json| serde_json::from_str::<Kept>(&json).ok());
        let kept = kept.filter(|kept| kept.build == shelf.build);
        let (places, seen_with) =
            kept.map_or((Places::default(), edits.clone()), |kept| (kept.places, kept.seen_with));
        let langs = || book.languages.iter().map(|language| language.tag.clone());
        let tasks =
            shelf.samples.iter().flat_map(|sample| langs().map(move |lang| (sample.name.clone(), lang)));
        let queue = tasks.filter(|(sample, lang)| !places.knows(sample, lang)).collect();
        let scanners = Scanners {
            queue: RwSignal::new(queue),
            at: std::array::from_fn(|_| RwSignal::new(None)),
            seen_with: StoredValue::new(seen_with),
            waiting: StoredValue::new(None),
        };
        (places, scanners)
    }

    /// How many screens are still to be looked at.
    pub fn left(self) -> usize {
        self.queue.with(VecDeque::len) + self.at.iter().filter(|at| at.with(Option::is_some)).count()
    }

    /// A screen has told what it shows.
    pub fn go_on(self, desk: Desk, sample: &str, lang: &str) {
        let is_here = |at: &&RwSignal<Option<Task>>| {
            at.with_untracked(|at| {
                at.as_ref().is_some_and(|(here, in_lang)| here == sample && in_lang == lang)
            })
        };
        if let Some(at) = self.at.iter().find(is_here) {
            self.next(desk, *at);
        }
    }

    /// The edits have changed: what they stand on is looked at again, soon.
    pub fn look_again_soon(self, desk: Desk) {
        let look_again = move || {
            self.waiting.set_value(None);
            self.look_again(desk);
        };
        let before = self
            .waiting
            .try_update_value(|waiting| waiting.replace(set_timeout_with_handle(look_again, SETTLED).ok()?));
        if let Some(before) = before.flatten() {
            before.clear();
        }
    }

    fn look_again(self, desk: Desk) {
        let edits = desk.edits.get_untracked();
        let changed = self.seen_with.with_value(|before| differing(before, &edits));
        self.seen_with.set_value(edits);
        let places = desk.places.read_untracked();
        let tasks = changed.iter().flat_map(|(lang, id)| {
            places.of(id).into_iter().map(move |sample| (sample.to_owned(), lang.clone()))
        });
        let tasks: BTreeSet<Task> = tasks.collect();
        if tasks.is_empty() {
            return;
        }
        self.queue.update(|queue| {
            queue.retain(|task| !tasks.contains(task));
            tasks.into_iter().for_each(|task| queue.push_front(task));
        });
        for at in self.at.into_iter().filter(|at| at.with_untracked(Option::is_none)) {
            self.next(desk, at);
        }
    }

    fn next(self, desk: Desk, at: RwSignal<Option<Task>>) {
        let task = self.queue.try_update(VecDeque::pop_front).flatten();
        at.set(task.clone());
        if untrack(|| self.left()) == 0 {
            self.keep(desk);
        }
        if task.is_some() {
            let give_up = move || {
                if at.get_untracked() == task {
                    self.next(desk, at);
                }
            };
            set_timeout(give_up, PATIENCE);
        }
    }

    fn keep(self, desk: Desk) {
        let build = desk.shelf.with_value(|shelf| shelf.build.clone());
        let (seen_with, places) = (self.seen_with.get_value(), desk.places.get_untracked());
        let kept = Kept { build, seen_with, places };
        // Where there is no room for it, the next visit looks again.
        browser::store(PLACES, &serde_json::to_string(&kept).unwrap_or_default());
    }
}

/// The texts that say something else with other edits, by language and id.
fn differing(before: &Edits, after: &Edits) -> BTreeSet<(String, String)> {
    let edit =
        |edits: &Edits, lang: &str, id: &str| edits.get(lang).and_then(|of_lang| of_lang.get(id)).cloned();
    let all = before.iter().chain(after);
    let keys = all.flat_map(|(lang, of_lang)| of_lang.keys().map(move |id| (lang.clone(), id.clone())));
    keys.filter(|(lang, id)| edit(before, lang, id) != edit(after, lang, id)).collect()
}

#[component]
pub fn Scan() -> impl IntoView {
    let desk = Desk::expect();
    let scanners = desk.scanners;
    for at in scanners.at {
        scanners.next(desk, at);
    }
    view! { <div class="scan" aria-hidden="true">{scanners.at.map(|at| view! { <Scanner at/> })}</div> }
}

#[component]
fn Scanner(at: RwSignal<Option<Task>>) -> impl IntoView {
    let frame: NodeRef<Iframe> = NodeRef::new();
    follow(frame, move || match at.get() {
        Some((sample, lang)) => Look::default().address_of_sample(&sample, &lang),
        None => "about:blank".to_owned(),
    });
    view! { <iframe node_ref=frame title="Looks at a screen" tabindex="-1"></iframe> }
}

#[cfg(test)]
mod tests {
    use bankident_copy::Edit;

    use super::*;

    #[test]
    fn what_says_something_else_is_looked_at_again() {
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
