//! What the sandbox simulates, as data with its rules: no HTTP, no clock of its own.

pub mod bank_visit;
pub mod calls;
pub mod document;
pub mod identification;
mod identification_resource;
pub mod identification_status;
pub mod mobile_number;
pub mod person;
pub mod person_fields;
pub mod sms;
pub mod state;
pub mod webhook;
