//! The storage: SQLite. All SQL of the server is in this folder.

mod backup;
mod database;
mod deliveries;
mod error;
mod evidence;
mod idempotency_keys;
mod journey_id;
mod journeys;
mod keyring;
mod keys;
mod opening;
mod openings;
mod outbox;
mod owners;
mod rotation;
mod sealed_row;
mod sealing;
mod sms;
mod tickets;
mod upstream;
mod ways_back;
mod webhooks;

pub use backup::Restored;
pub use database::Store;
pub use deliveries::Part;
pub use error::Error;
pub use evidence::Verified;
pub use idempotency_keys::{EarlierCall, RepeatableCall};
pub use journey_id::JourneyId;
pub use journeys::{Saved, Stored};
pub use openings::Found;
pub use outbox::Delivery;
pub use owners::Owner;
pub use sms::Exhausted;
pub use tickets::TicketFor;
pub use webhooks::{SubscriptionSecret, Webhook};
