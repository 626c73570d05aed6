//! The Solaris API, one file per resource.

pub mod account_snapshot;
pub mod attempts;
pub mod auth;
pub mod documents;
pub mod eligibility;
pub mod iban_lookups;
pub mod identifications;
pub mod mobile_number;
pub mod persons;
pub mod webhooks;
