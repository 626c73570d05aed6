//! The status of an identification (the guide, Appendix I).

use crate::rejection::Rejection;
use chrono::{DateTime, Utc};

use crate::fault::ProvokedStatus;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    Created,
    Pending,
    AuthorizationRequired,
    ConfirmationRequired,
    Confirmed,
    Successful {
        completed_at: DateTime<Utc>,
    },
    Failed(Rejection),
    Expired(Rejection),
    /// Demanded by a fault; final.
    Provoked(ProvokedStatus),
}

impl Status {
    /// As the API writes it.
    pub fn name(&self) -> &str {
        match self {
            Status::Created => "created",
            Status::Pending => "pending",
            Status::AuthorizationRequired => "authorization_required",
            Status::ConfirmationRequired => "confirmation_required",
            Status::Confirmed => "confirmed",
            Status::Successful { .. } => "successful",
            Status::Failed(_) => "failed",
            Status::Expired(_) => "expired",
            Status::Provoked(provoked) => &provoked.status,
        }
    }
}
