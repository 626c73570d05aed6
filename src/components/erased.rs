//! One type for every closure of a kind: `view!` is compiled anew for each type that it holds.

use leptos::{
    ev::{MouseEvent, SubmitEvent},
    prelude::*,
};

pub type Handler<E> = Box<dyn FnMut(E) + Send>;

/// A link that acts like a button leaves the address alone: it belongs to the step.
pub fn clicked(act: impl Fn() + Send + 'static) -> Handler<MouseEvent> {
    Box::new(move |event| {
        event.prevent_default();
        act();
    })
}

pub fn submitted(act: impl Fn() + Send + 'static) -> Handler<SubmitEvent> {
    Box::new(move |event| {
        event.prevent_default();
        act();
    })
}

/// What was typed or chosen.
pub fn happened<E: 'static>(act: impl Fn(E) + Send + 'static) -> Handler<E> {
    Box::new(act)
}

/// Runs at once, before what is drawn after it, and again when what it reads changes.
pub fn effect(work: impl Fn() + 'static) {
    boxed_effect(Box::new(work));
}

fn boxed_effect(work: Box<dyn Fn()>) {
    let running = RenderEffect::new(move |_: Option<()>| work());
    on_cleanup(move || drop(running));
}

/// What is there while `when` holds.
pub fn shown(
    when: impl Fn() -> bool + Send + Sync + 'static,
    part: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    boxed_shown(Box::new(when), Box::new(part))
}

fn boxed_shown(
    when: Box<dyn Fn() -> bool + Send + Sync>,
    part: Box<dyn Fn() -> AnyView + Send + Sync>,
) -> AnyView {
    let when = Memo::new(move |_| when());
    view! { {move || when.get().then(|| untrack(&part))} }.into_any()
}
