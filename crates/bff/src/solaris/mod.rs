//! The Solaris API: its client, its resources, its errors, and what its answers mean for a journey.

mod client;
mod error;
mod identification;
mod person;
mod resources;
mod transport;

pub use client::{IdentificationOf, Solaris, TIMEOUT};
pub use error::{Code, Error, Refusal, Unavailable};
pub use identification::{identification_rejected, rejected, snapshot_failure};
pub use person::{answers_of, changes, everything_that_changes, new_person};
pub use resources::{
    AccountSnapshot, Attempt, IdentificationResource, IdentificationStatus, MobileNumberResource,
    PersonResource, WebhookSubscription, same_time,
};
pub use transport::Credentials;
