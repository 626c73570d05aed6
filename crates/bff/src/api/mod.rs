//! The journey API, which the wizard calls: `/api/journey`.

pub mod events;
mod extract;
pub mod incidents;
pub mod journey;
pub mod steps;
