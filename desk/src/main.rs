//! The copy desk: every sentence in every state and language, to be read, changed and handed on.

mod browser;
mod occurrences;
mod scan_queue;
mod store;
mod url_state;
mod view;

fn main() {
    wasm_bindgen_futures::spawn_local(store::open());
}
