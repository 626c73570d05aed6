//! What has happened in the page before the wizard was here: the other half of `early.js`.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = early)]
    type Page;
    #[wasm_bindgen(thread_local_v2, js_name = early)]
    static EARLY: Option<Page>;
    #[wasm_bindgen(method, getter)]
    pub fn store(this: &Page) -> Store;
    #[wasm_bindgen(method)]
    fn renew(this: &Page) -> bool;
    #[wasm_bindgen(method, getter)]
    fn journey(this: &Page) -> Option<AskedJourney>;
    #[wasm_bindgen(method, js_name = letGo)]
    fn let_go(this: &Page) -> Promise;
    #[wasm_bindgen(method)]
    fn fail(this: &Page, code: &str);

    /// What this tab keeps for its journey: text by name.
    pub type Store;
    #[wasm_bindgen(method, indexing_getter)]
    pub fn get(this: &Store, key: &str) -> Option<String>;
    #[wasm_bindgen(method, indexing_setter)]
    pub fn set(this: &Store, key: &str, value: &str);
    #[wasm_bindgen(method, indexing_deleter)]
    pub fn delete(this: &Store, key: &str);

    /// The journey that the page has asked for, in the session that it has asked with.
    pub type AskedJourney;
    #[wasm_bindgen(method, getter)]
    pub fn session(this: &AskedJourney) -> String;
    /// When the answer came, by the customer's clock: milliseconds since 1970.
    #[wasm_bindgen(method, getter)]
    pub fn at(this: &AskedJourney) -> Option<f64>;
    /// Becomes a `Response`.
    #[wasm_bindgen(method, getter)]
    pub fn answer(this: &AskedJourney) -> Promise;
}

/// What this tab keeps; nothing where there is no page.
pub fn store() -> Option<Store> {
    EARLY.with(|early| early.as_ref().map(Page::store))
}

/// A file of this page is gone: loads the page anew, but once.
pub fn renew() {
    EARLY.with(|early| early.as_ref().map(Page::renew));
}

/// Where the page has asked already.
pub fn asked_journey() -> Option<AskedJourney> {
    EARLY.with(|early| early.as_ref()?.journey())
}

/// Once no finger and no key is down: what was pressed on one screen and let go on another would be lost.
pub async fn let_go() {
    if let Some(let_go) = EARLY.with(|early| early.as_ref().map(Page::let_go)) {
        // It cannot fail.
        wasm_bindgen_futures::JsFuture::from(let_go).await.ok();
    }
}

/// For the case in which there are no words to show: the page itself brings them, and tells the page around us.
pub fn fail(code: &str) {
    EARLY.with(|early| {
        if let Some(early) = early {
            early.fail(code);
        }
    });
}
