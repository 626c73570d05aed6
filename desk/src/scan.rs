//! Looks at every screen once, out of sight: so the desk knows what stands where, and what does not fit.

use std::{collections::VecDeque, time::Duration};

use bankident_copy::Book;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    browser,
    desk::{Desk, Shelf},
    look::Look,
    places::Places,
};

/// Screens at the same time.
const SCANNERS: usize = 3;

/// A screen that says nothing for so long is left out.
const PATIENCE: Duration = Duration::from_secs(10);

const PLACES: &str = "desk.places";

/// Sample and language.
type Task = (String, String);

#[derive(Clone, Copy)]
pub struct Scanners {
    queue: RwSignal<VecDeque<Task>>,
    at: [RwSignal<Option<Task>>; SCANNERS],
}

/// What this browser keeps of a scan: worth something as long as the screens are the same.
#[derive(Serialize, Deserialize)]
struct Kept {
    build: String,
    places: Places,
}

/// What is known already, and what there is to be looked at.
pub fn begin(shelf: &Shelf, book: &Book) -> (Places, VecDeque<Task>) {
    let kept = browser::stored(PLACES).and_then(|json| serde_json::from_str::<Kept>(&json).ok());
    let places = kept.filter(|kept| kept.build == shelf.build).map(|kept| kept.places).unwrap_or_default();
    let tasks = shelf
        .samples
        .iter()
        .flat_map(|sample| book.languages.iter().map(|language| (sample.name.clone(), language.tag.clone())));
    let queue = tasks.filter(|(sample, lang)| !places.knows(sample, lang)).collect();
    (places, queue)
}

impl Scanners {
    pub fn new(queue: VecDeque<Task>) -> Scanners {
        Scanners { queue: RwSignal::new(queue), at: std::array::from_fn(|_| RwSignal::new(None)) }
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

    fn next(self, desk: Desk, at: RwSignal<Option<Task>>) {
        let task = self.queue.try_update(VecDeque::pop_front).flatten();
        at.set(task.clone());
        if self.left() == 0 {
            keep(desk);
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
}

fn keep(desk: Desk) {
    let build = desk.shelf.with_value(|shelf| shelf.build.clone());
    let kept = Kept { build, places: desk.places.get_untracked() };
    // Where there is no room for it, the next visit looks again.
    browser::store(PLACES, &serde_json::to_string(&kept).unwrap_or_default());
}

#[component]
pub fn Scan() -> impl IntoView {
    let desk = Desk::expect();
    let scanners = desk.scanners;
    for at in scanners.at {
        scanners.next(desk, at);
    }
    let frame = move |at: RwSignal<Option<Task>>| {
        move || {
            at.get().map(|(sample, lang)| {
                let address = Look::default().address_of_sample(&sample, &lang);
                view! { <iframe title="Looks at a screen" tabindex="-1" src=address></iframe> }
            })
        }
    };
    view! { <div class="scan" aria-hidden="true">{scanners.at.map(frame)}</div> }
}
