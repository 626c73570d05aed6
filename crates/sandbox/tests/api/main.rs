//! The sandbox from outside: over HTTP, on a port, with a clock that stands still.

#![allow(clippy::unwrap_used, reason = "a test fails where what it needs is not there")]

mod auth;
mod bank_pages;
mod control;
mod documents;
mod eligibility;
mod faults;
mod iban_lookups;
mod identifications;
mod mobile_number;
mod persons;
mod scenarios;
mod support;
mod updates;
mod webhook_control;
mod webhooks;
