//! One type for every closure of a kind, so that the views that hold them are compiled once.

use leptos::{ev, prelude::*};

/// Words that change with the language or with what they say.
pub fn words(words: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(words)
}

/// An attribute that is there, as `true`, or not there.
pub fn flag(on: impl Fn() -> bool + Send + Sync + 'static) -> Signal<Option<String>> {
    Signal::derive(move || on().then(|| "true".to_owned()))
}

/// A part of a screen that is made anew when what it reads changes.
pub fn dynamic(part: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    erased(Box::new(part))
}

fn erased(part: Box<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
    (move || part()).into_any()
}

/// Runs when what it reads changes.
pub fn effect(work: impl Fn() + 'static) {
    boxed_effect(Box::new(work));
}

fn boxed_effect(work: Box<dyn Fn()>) {
    Effect::new(move |_| work());
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

/// What was typed or chosen.
pub fn typed(take: impl Fn(String) + Send + 'static) -> Box<dyn FnMut(ev::Event) + Send> {
    Box::new(move |event| take(event_target_value(&event)))
}

pub fn happened(act: impl Fn(ev::Event) + Send + 'static) -> Box<dyn FnMut(ev::Event) + Send> {
    Box::new(act)
}
