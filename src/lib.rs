//! The wizard: every screen of the journey, in Leptos.
//!
//! In the browser all of it runs, from [`start`] on. On the server the same components draw the first screen, so that it
//! comes with the page:
//!
//! ```
//! use bankident_wire::{LanguageFiles, PageFiles};
//! use bankident_wizard::first_screen;
//!
//! let english = LanguageFiles { tag: "en".to_owned(), name: "English".to_owned(), ..LanguageFiles::default() };
//! let files = PageFiles { languages: vec![english], ..PageFiles::default() };
//! let words = "terms-action = Agree and start\n".to_owned();
//! let drawn = first_screen::draw(files, None, "en", vec![words]);
//! assert!(drawn.screen.contains("Agree and start"));
//! ```
//!
//! No file uses one above it: `app` > `steps` > `components` > `journey` > `i18n` > `api` > `browser`.

mod api;
mod app;
mod browser;
mod components;
#[cfg(not(target_arch = "wasm32"))]
pub mod first_screen;
pub mod i18n;
mod journey;
mod steps;
mod takeover;

/// Starts the wizard in the page.
pub fn start() {
    wasm_bindgen_futures::spawn_local(app::start());
}
