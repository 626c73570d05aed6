//! The embedding page (docs/embedding.md, "Messages"). Nothing personal is said to it, and only to an origin that the
//! partner has registered.

use std::cell::OnceCell;

use bankident_wire::PagePartner;
use js_sys::{JSON, Object, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{Element, MessageEvent, ResizeObserver, UrlSearchParams, Window};

/// The version of the protocol, in every message.
const VERSION: f64 = 1.0;

thread_local! {
    /// The origin that is heard and told.
    static ORIGIN: OnceCell<String> = const { OnceCell::new() };
}

/// Begins to talk with the page that shows us in a frame, where it is one of the partner's. `act` does what it asks for: a
/// command, and its value; an object as its JSON.
pub fn connect(partner: Option<&PagePartner>, act: impl Fn(&str, &str) + 'static) {
    let Some((parent, origin)) = embedding_page(partner) else { return };
    ORIGIN.with(|known| known.set(origin.clone()).ok());
    let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let is_theirs = event.origin() == origin && event.source().as_ref() == Some(&parent);
        let (data, text) = (event.data(), |name: &str| member(&event.data(), name)?.as_string());
        if is_theirs
            && member(&data, "bankident").and_then(|version| version.as_f64()) == Some(VERSION)
            && let Some(command) = text("type")
            && let Some(value) =
                text("value").or_else(|| JSON::stringify(&member(&data, "value")?).ok()?.as_string())
        {
            act(&command, &value);
        }
    });
    window().add_event_listener_with_callback("message", hear.into_js_value().unchecked_ref()).ok();
    if let Some(page) = document().document_element() {
        page.set_attribute("data-framed", "").ok();
        tell_height(page);
    }
}

/// Whether a page of the partner's shows us in a frame.
pub fn is_connected() -> bool {
    ORIGIN.with(|origin| origin.get().is_some())
}

/// Whether the page around us has an embedder policy (COEP): the embed script says so in our address.
pub fn is_isolated() -> bool {
    in_address("isolated").is_some()
}

/// Something has happened. Outside of a frame nobody is told.
pub fn say(kind: &str, detail: &[(&str, JsValue)]) {
    let Some(origin) = ORIGIN.with(|origin| origin.get().cloned()) else { return };
    let Ok(Some(parent)) = window().parent() else { return };
    let message = Object::new();
    let own = [("type", kind.into()), ("bankident", VERSION.into())];
    for (name, value) in detail.iter().chain(&own) {
        // Setting a property of a fresh object cannot fail.
        Reflect::set(&message, &(*name).into(), value).ok();
    }
    // The browser delivers it to this origin only.
    parent.post_message(&message, &origin).ok();
}

/// The embedding page names its origin in our address: `?host=https://shop.example`.
fn embedding_page(partner: Option<&PagePartner>) -> Option<(Window, String)> {
    let window = window();
    let parent = window.parent().ok().flatten().filter(|parent| *parent != window)?;
    let named = in_address("host")?;
    partner?.origins.contains(&named).then_some((parent, named))
}

/// A parameter of our address.
fn in_address(name: &str) -> Option<String> {
    UrlSearchParams::new_with_str(&window().location().search().ok()?).ok()?.get(name)
}

/// Tells how high the page is, now and whenever that changes.
fn tell_height(page: Element) {
    let observed = page.clone();
    let resized = Closure::<dyn Fn()>::new(move || {
        say("resize", &[("height", page.get_bounding_client_rect().height().ceil().into())]);
    });
    if let Ok(observer) = ResizeObserver::new(resized.into_js_value().unchecked_ref()) {
        observer.observe(&observed);
    }
}

fn member(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok()
}
