//! The wizard: mounts, nothing else.

mod app;
mod api;
mod copy;
mod history;
mod host;
mod journey;
mod partner;
mod platform;
mod session;
mod components;
mod steps;

fn main() {
    wasm_bindgen_futures::spawn_local(app::start());
}
