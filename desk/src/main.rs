//! The copy desk: every sentence in every state and language, to be read, changed and handed on.

mod bar;
mod browser;
mod desk;
mod frame;
mod gallery;
mod hand_on;
mod link;
mod look;
mod places;
mod scan;
mod sentence;
mod state;

fn main() {
    wasm_bindgen_futures::spawn_local(desk::open());
}
