//! Who may use the copy desk, as a flag.

use clap::ValueEnum;

/// Who may use the copy desk.
#[derive(Clone, Copy, ValueEnum)]
pub enum Desk {
    /// Nobody.
    Closed,
    /// Everybody with BANKIDENT_DESK_PASSWORD.
    Password,
    /// Everybody that the operator's proxy lets through.
    Open,
}
