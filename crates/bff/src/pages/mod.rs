//! Everything that a browser loads: the wizard's page and files, and the copy desk.

pub(crate) mod csp;
pub mod desk;
pub mod documents;
pub mod files;
mod isolation;
mod language;
mod page;
mod samples;
pub mod wizard;
