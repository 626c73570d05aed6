//! The storage: SQLite. All SQL of the server is in this folder.

mod database;
mod deliveries;
mod idempotency_keys;
mod journeys;
mod keys;
mod openings;
mod outbox;
mod owners;
mod sms;
mod tickets;
mod upstream;
mod ways_back;
mod webhooks;

pub use database::{Error, Store};
pub use deliveries::Part;
pub use idempotency_keys::{EarlierCall, RepeatableCall};
pub use journeys::{JourneyId, Saved, Stored};
pub use openings::Found;
pub use outbox::Delivery;
pub use owners::Owner;
pub use sms::Exhausted;
pub use tickets::TicketFor;
pub use webhooks::{SubscriptionSecret, Webhook};
