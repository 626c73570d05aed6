//! A screen as the wizard draws it.

use js_sys::{Object, Reflect};
use leptos::{html::Iframe, prelude::*};

use crate::{browser, store::Desk};

/// The whole page, or as much of it as fits on the device.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    Whole,
    Device,
}

#[component]
pub fn Frame(sample: String, lang: String, scale: f64, extent: Extent) -> impl IntoView {
    let desk = Desk::expect();
    let frame: NodeRef<Iframe> = NodeRef::new();
    let title = format!("{sample}, {lang}");
    let address = {
        let (sample, lang) = (sample.clone(), lang.clone());
        Memo::new(move |_| desk.look.with(|look| look.address_of_sample(&sample, &lang)))
    };
    follow(frame, move || address.get());
    let size = Memo::new(move |_| {
        let (width, height) = desk.look.with(|look| look.width.size());
        let told = desk.heights.with(|heights| heights.get(&(sample.clone(), lang.clone(), width)).copied());
        let whole = told.filter(|_| extent == Extent::Whole);
        (width, whole.map_or(height, |whole| whole.max(height)))
    });
    let pixels = move |length: u32, scale: f64| format!("{:.0}px", f64::from(length) * scale);
    if extent == Extent::Whole {
        let sentence = Memo::new(move |_| desk.look.with(|look| look.sentence.clone()));
        Effect::new(move || {
            desk.told.track();
            if let Some(window) = frame.get().and_then(|frame| frame.content_window()) {
                let message = Object::new();
                let id = sentence.get();
                for (name, value) in
                    [("desk", "mark".into()), ("id", id.into()), ("show", browser::is_wide().into())]
                {
                    // Setting a property of a fresh object cannot fail.
                    Reflect::set(&message, &name.into(), &value).ok();
                }
                window.post_message(&message, &browser::origin()).ok();
            }
        });
    }
    view! {
        <div
            class="frame"
            style:width=move || pixels(size.get().0, scale)
            style:height=move || pixels(size.get().1, scale)
        >
            <iframe
                node_ref=frame
                title=title
                tabindex="-1"
                style:width=move || pixels(size.get().0, 1.0)
                style:height=move || pixels(size.get().1, 1.0)
                style:transform=format!("scale({scale})")
            ></iframe>
        </div>
    }
}

/// The frame shows what has this address. It makes no entry in the browser's history: Back leads out of the page, not of its
/// frames.
pub fn follow(frame: NodeRef<Iframe>, address: impl Fn() -> String + 'static) {
    Effect::new(move |shown: Option<()>| {
        let address = address();
        let Some(frame) = frame.get() else { return };
        match frame.content_window().filter(|_| shown.is_some()) {
            Some(window) => drop(window.location().replace(&address)),
            None => frame.set_src(&address),
        }
    });
}
