//! `/sandbox/...`: what no bank has, to observe and steer the sandbox. It needs no token.

pub mod calls;
pub mod clock;
pub mod documents;
pub mod faults;
pub mod persons;
pub mod sms;
pub mod webhooks;
