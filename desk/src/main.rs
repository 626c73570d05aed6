//! The copy desk: every sentence in every state and language, to read, to change and to export.

mod app;
mod browser;
mod catalogue;
mod occurrences;
mod scan_queue;
mod store;
mod texts;
mod url_state;
mod view;

fn main() {
    wasm_bindgen_futures::spawn_local(app::open());
}
