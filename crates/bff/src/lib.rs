//! The backend-for-frontend: holds the journey, talks to the Solaris API, serves the wizard.

mod api;
pub mod clock;
pub mod domain;
pub mod error;
mod http_client;
pub mod journey;
pub mod outbox;
mod pages;
pub mod partner_api;
pub mod partners;
mod routes;
pub mod solaris;
pub mod solaris_webhook;
pub mod state;
pub mod store;

pub use routes::router;
