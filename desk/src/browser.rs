//! The browser: HTTP, storage, addresses, messages of frames, files, the clipboard.

use js_sys::{Array, JSON, Uint8Array};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, Element, File, HtmlAnchorElement, MessageEvent, Response, StorageEvent, Url,
    UrlSearchParams,
};

/// Loads the text at an address of our own server.
///
/// # Errors
/// A sentence for the person at the desk, if the server is gone or has no such file.
pub async fn fetch(path: &str) -> Result<String, String> {
    let failed = |_: JsValue| format!("{path} could not be loaded. Is the server still there?");
    let response: Response =
        JsFuture::from(window().fetch_with_str(path)).await.map_err(failed)?.unchecked_into();
    if !response.ok() {
        return Err(format!("The server has no {path}."));
    }
    let text = JsFuture::from(response.text().map_err(failed)?).await.map_err(failed)?;
    Ok(text.as_string().unwrap_or_default())
}

/// What this browser has saved under a key.
pub fn load(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Saves a value in this browser; false if it has no room. Frames and other tabs are notified.
pub fn save(key: &str, value: &str) -> bool {
    let storage = window().local_storage().ok().flatten();
    storage.is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Calls `take` with the new value when another tab has saved one.
pub fn on_saved(key: &'static str, take: impl Fn(&str) + 'static) {
    let hear = Closure::<dyn Fn(StorageEvent)>::new(move |event: StorageEvent| {
        if event.key().as_deref() == Some(key) {
            take(&event.new_value().unwrap_or_default());
        }
    });
    window().add_event_listener_with_callback("storage", hear.into_js_value().unchecked_ref()).ok();
}

/// The query of the page's address.
pub fn query() -> Option<UrlSearchParams> {
    UrlSearchParams::new_with_str(&window().location().search().ok()?).ok()
}

/// The page's path and query.
pub fn address() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

/// Changes the page's address without loading anything. Back leads to the address before.
pub fn push_address(address: &str) {
    if let Ok(history) = window().history() {
        history.push_state_with_url(&JsValue::NULL, "", Some(address)).ok();
    }
}

/// Changes the page's address without an entry in the history.
pub fn replace_address(address: &str) {
    if let Ok(history) = window().history() {
        history.replace_state_with_url(&JsValue::NULL, "", Some(address)).ok();
    }
}

/// Calls `go` when Back or Forward has led to another address of the desk.
pub fn on_back_or_forward(go: impl Fn() + 'static) {
    let go = Closure::<dyn Fn()>::new(go);
    window().add_event_listener_with_callback("popstate", go.into_js_value().unchecked_ref()).ok();
}

/// Whether the words are beside the screens, not below them (`desk/style/responsive.css`).
pub fn is_wide() -> bool {
    window().match_media("(min-width: 75.01rem)").ok().flatten().is_some_and(|query| query.matches())
}

/// Whether a part of an element is in the window.
pub fn is_in_view(element: &Element) -> bool {
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    let place = element.get_bounding_client_rect();
    place.top() < height && place.bottom() > 0.0
}

/// The origin of the desk, and of its frames.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Calls `hear` with each message of our own frames, as JSON.
pub fn on_message(hear: impl Fn(&str) + 'static) {
    let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if event.origin() == origin()
            && let Ok(json) = JSON::stringify(&event.data())
        {
            hear(&String::from(json));
        }
    });
    window().add_event_listener_with_callback("message", hear.into_js_value().unchecked_ref()).ok();
}

/// Offers a file for download.
pub fn download(name: &str, kind: &str, content: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&content.into()), &options);
    let Ok(address) = blob.and_then(|blob| Url::create_object_url_with_blob(&blob)) else { return };
    if let Ok(link) = document().create_element("a").map(JsCast::unchecked_into::<HtmlAnchorElement>) {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    Url::revoke_object_url(&address).ok();
}

/// Reads a file that was chosen; one that cannot be read counts as empty.
pub async fn read_file(file: &File) -> Vec<u8> {
    let buffer = JsFuture::from(file.array_buffer()).await;
    buffer.map(|buffer| Uint8Array::new(&buffer).to_vec()).unwrap_or_default()
}

pub fn copy_to_clipboard(text: &str) {
    // Without permission nothing is copied; the text is in the address bar anyway.
    drop(window().navigator().clipboard().write_text(text));
}
