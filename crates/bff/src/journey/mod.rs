//! What one request does with a journey: load it, reconcile it with Solaris, change it, save it.

pub mod call_once;
pub mod cleanup;
pub mod context;
pub mod delivery;
mod mobile;
mod reconcile;
mod refresh;
mod sms_codes;
