//! One type for every closure of a kind. A view is compiled anew for each type it holds; erased, it is compiled once,
//! which halves what the browser loads.

use leptos::{ev, prelude::*};

/// Words that change with the language or with what they say.
pub type Words = Signal<String>;

/// An attribute that comes and goes.
pub type Attribute = Signal<Option<String>>;

pub fn words(words: impl Fn() -> String + Send + Sync + 'static) -> Words {
    Signal::derive(words)
}

/// An attribute that is there, as `true`, or not there.
pub fn flag(on: impl Fn() -> bool + Send + Sync + 'static) -> Attribute {
    Signal::derive(move || on().then(|| "true".to_owned()))
}

/// A part of a screen that is made anew when what it reads changes.
pub fn dynamic(part: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    erased(ViewFn::from(part))
}

fn erased(part: ViewFn) -> AnyView {
    (move || part.run()).into_any()
}

pub fn clicked(act: impl Fn() + Send + 'static) -> Box<dyn FnMut(ev::MouseEvent) + Send> {
    Box::new(move |event| {
        // A link that acts like a button leaves the address alone: it belongs to the step.
        event.prevent_default();
        act();
    })
}

pub fn submitted(act: impl Fn() + Send + 'static) -> Box<dyn FnMut(ev::SubmitEvent) + Send> {
    Box::new(move |event| {
        event.prevent_default();
        act();
    })
}
