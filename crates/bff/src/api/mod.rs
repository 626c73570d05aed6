//! The journey API, which the wizard calls: `/api/journey`.

pub mod events;
mod extract;
pub mod journey;
pub mod steps;
