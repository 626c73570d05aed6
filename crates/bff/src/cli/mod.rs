//! The commands of the program.

mod addresses;
pub mod admin;
pub mod backup;
pub mod evidence;
pub mod journey;
pub mod keys;
mod reload;
pub mod serve;
#[cfg(feature = "sandbox")]
mod simulate;
mod stop;
mod upstream;
