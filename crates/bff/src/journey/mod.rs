//! What one request does with a journey: load it, reconcile it with Solaris, change it, save it.

mod answers;
pub mod call_once;
pub mod cleanup;
mod consents;
pub mod context;
pub mod delivery;
mod identify;
pub mod mobile;
pub mod news;
mod reconcile;
mod refresh;
mod refused;
pub mod retention;
mod sms_codes;
