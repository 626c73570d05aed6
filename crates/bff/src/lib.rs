//! The backend-for-frontend: holds the journey, talks to the Solaris API, serves the wizard.

mod allowance;
pub mod app;
pub mod application;
pub mod assets;
pub mod clock;
mod consents;
pub mod error;
pub mod events;
mod identification;
mod intent;
mod journey;
pub mod language;
mod reread;
mod routes;
mod samples;
pub mod session;
pub mod solaris;
mod steps;
pub mod store;
mod visit;
pub mod webhook;

pub use routes::app;
