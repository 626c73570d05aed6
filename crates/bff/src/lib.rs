//! The backend-for-frontend of the onboarding wizard. It holds each customer's journey, talks to the Solaris API, and
//! serves the wizard itself.
//!
//! The server keeps the *facts* of a journey; the *gate* derives the screen from them. The browser shows the stage that it
//! is told.
//!
//! ```
//! use bankident_bff::domain::application::Application;
//! use bankident_wire::Step;
//!
//! let now = "2026-11-23T12:00:00Z".parse()?;
//! let application = Application::new(now);
//! assert_eq!(application.stage(now).step(), Step::Terms);
//! # Ok::<(), chrono::ParseError>(())
//! ```
//!
//! The modules stand on floors; none imports one above it. From the top:
//!
//! | floor | what it does |
//! |---|---|
//! | [`router`] | all routes |
//! | `api`, [`partner_api`], `pages`, [`solaris_webhook`], [`outbox`] | handlers, and the task that sends events |
//! | [`journey`] | what one request does with a journey |
//! | [`state`] | what all handlers share |
//! | [`error`] | errors as responses |
//! | [`store`] | the database |
//! | [`solaris`], [`receipt`] | the client of the Solaris API; the PDF of the consents |
//! | [`domain`] | facts, the gate, limits, tokens |
//! | [`partners`] | partners and their themes |
//! | [`vault`] | keys, and what they seal |
//! | [`clock`], [`connections`], [`security`], [`tasks`] | what all of them use |

mod api;
pub mod clock;
pub mod connections;
pub mod domain;
pub mod error;
mod http_client;
pub mod journey;
pub mod outbox;
mod pages;
pub mod partner_api;
pub mod partners;
mod public_network;
pub mod receipt;
mod routes;
pub mod security;
pub mod solaris;
pub mod solaris_webhook;
pub mod state;
pub mod store;
pub mod tasks;
pub mod vault;

pub use routes::{operator_router, router};
