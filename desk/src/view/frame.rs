//! A frame with a sample: the screen as the wizard draws it.

use js_sys::{Object, Reflect};
use leptos::{html::Iframe, prelude::*};

use crate::{browser, store::Store, url_state::Width};

/// How much of the page is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The whole page, however long.
    Whole,
    /// As much of it as fits on the device.
    Device,
}

#[component]
pub fn Frame(sample: String, lang: String, scale: f64, extent: Extent) -> impl IntoView {
    let store = Store::expect();
    let frame: NodeRef<Iframe> = NodeRef::new();
    let title = format!("{sample}, {lang}");
    let address = {
        let (sample, lang) = (sample.clone(), lang.clone());
        Memo::new(move |_| store.url_state.with(|url| url.address_of_sample(&sample, &lang)))
    };
    follow(frame, move || address.get());
    let all_heights = {
        let sample = sample.clone();
        Memo::new(move |_| store.height_of(&sample))
    };
    let size = Memo::new(move |_| {
        let (width, height) = store.url_state.with(|url| url.width.size());
        let reported =
            store.heights.with(|heights| heights.get(&(sample.clone(), lang.clone(), width)).copied());
        let whole = reported.filter(|_| extent == Extent::Whole);
        (width, whole.map_or(height, |whole| whole.max(height)))
    });
    let pixels = move |length: u32, scale: f64| format!("{:.0}px", f64::from(length) * scale);
    if extent == Extent::Whole {
        let message = Memo::new(move |_| store.url_state.with(|url| url.message.clone()));
        Effect::new(move || {
            store.reports.track();
            if let Some(window) = frame.get().and_then(|frame| frame.content_window()) {
                let mark = Object::new();
                let id = message.get();
                for (name, value) in [
                    ("desk", "mark".into()),
                    ("id", id.into()),
                    ("height", all_heights.get().into()),
                    ("show", browser::is_wide().into()),
                ] {
                    // Cannot fail: the object is new.
                    Reflect::set(&mark, &name.into(), &value).ok();
                }
                window.post_message(&mark, &browser::origin()).ok();
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

/// The scale of a screen that is shown at this width: the one wanted, or less if the window is too narrow.
///
/// `margins` is what else is beside the screen, in CSS pixels.
pub fn scale_for(width: Width, phone: f64, desktop: f64, margins: f64) -> f64 {
    let room = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or_default() - margins;
    let wanted = if width == Width::Phone { phone } else { desktop };
    wanted.min(room / f64::from(width.size().0))
}

/// Loads an address into the frame whenever it changes. This makes no entry in the browser's history: Back leaves the page,
/// not the frame.
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
