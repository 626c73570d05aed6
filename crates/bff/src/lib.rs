//! The backend-for-frontend: holds the journey, talks to the Solaris API, serves the wizard.

mod allowance;
pub mod app;
pub mod application;
pub mod assets;
pub mod clock;
pub mod commission;
mod consents;
pub mod desk;
pub mod error;
pub mod events;
mod identification;
mod intent;
mod journey;
pub mod language;
pub mod news;
pub mod partner_api;
mod partner_page;
pub mod partner_webhook;
pub mod partners;
mod reread;
mod routes;
pub mod session;
pub mod solaris;
mod steps;
pub mod store;
mod visit;
pub mod webhook;

pub use routes::app;
