//! What the desk needs of the browser.

use js_sys::{Array, JSON, Uint8Array};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, File, HtmlAnchorElement, MessageEvent, Response, StorageEvent, Url,
    UrlSearchParams,
};

/// The text at an address of our own.
///
/// # Errors
/// What to tell, where there is none.
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

/// What this browser keeps for us.
pub fn stored(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Whether it could be kept; frames of the desk are told.
pub fn store(key: &str, value: &str) -> bool {
    let storage = window().local_storage().ok().flatten();
    storage.is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Another tab, or frame, of ours has kept something.
pub fn on_stored(key: &'static str, take: impl Fn(&str) + 'static) {
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

/// The page's address, from its path on.
pub fn address() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

/// The page's address becomes this one, without loading anything. Back leads to the one before.
pub fn walk_to_address(address: &str) {
    if let Ok(history) = window().history() {
        history.push_state_with_url(&JsValue::NULL, "", Some(address)).ok();
    }
}

/// The same, without a way back.
pub fn rewrite_address(address: &str) {
    if let Ok(history) = window().history() {
        history.replace_state_with_url(&JsValue::NULL, "", Some(address)).ok();
    }
}

/// Back or forward has led to another address of ours.
pub fn on_walk(walk: impl Fn() + 'static) {
    let walk = Closure::<dyn Fn()>::new(walk);
    window().add_event_listener_with_callback("popstate", walk.into_js_value().unchecked_ref()).ok();
}

/// Whether the words stand beside the screens, not below them (`desk/style/responsive.css`).
pub fn is_wide() -> bool {
    window().match_media("(min-width: 75.01rem)").ok().flatten().is_some_and(|query| query.matches())
}

pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Hears our own frames: what they say, as JSON.
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

/// Offers a file to be saved.
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

pub async fn bytes_of(file: &File) -> Vec<u8> {
    // What cannot be read is as good as empty.
    let buffer = JsFuture::from(file.array_buffer()).await;
    buffer.map(|buffer| Uint8Array::new(&buffer).to_vec()).unwrap_or_default()
}

pub fn copy(text: &str) {
    // Where the clipboard is not ours, the address stands in the address bar anyway.
    drop(window().navigator().clipboard().write_text(text));
}
