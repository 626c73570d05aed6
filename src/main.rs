//! The wizard: mounts, nothing else.

mod app;
mod api;
mod copy;
mod history;
mod journey;
mod platform;
mod screen;
mod session;
mod components;
mod steps;

fn main() {
    leptos::task::spawn_local(app::start());
}
