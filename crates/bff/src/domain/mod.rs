//! The rules of a journey: facts, the gate, limits, tokens. Pure: no I/O, no clock, no randomness of its own.

pub mod application;
pub mod consents;
pub mod document;
pub mod evidence;
#[cfg(test)]
mod gate_tests;
mod facts;
pub mod gathering;
pub mod identification;
pub mod incident;
pub mod language;
pub mod page_stamp;
pub mod partner_event;
pub mod partner_journey;
pub mod pending_call;
pub mod postal_codes;
pub mod phone;
pub mod rate_limit;
pub mod refused;
pub mod registered;
pub mod retention;
#[cfg(test)]
pub mod samples;
pub mod session;
mod session_time;
pub mod sms_budget;
pub mod ticket;
mod ways;
