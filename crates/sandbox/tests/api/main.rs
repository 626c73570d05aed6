//! The sandbox from outside: over HTTP, on a port, with a clock that stands still.

mod auth;
mod control;
mod documents;
mod eligibility;
mod iban_lookups;
mod identifications;
mod mobile_number;
mod persons;
mod scenarios;
mod support;
mod webhooks;
