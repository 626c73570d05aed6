//! A journey that a partner begins, and how it ends for the partner.

use bankident_wire::Field;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How long a start token is valid.
pub const START_WITHIN: TimeDelta = TimeDelta::minutes(10);

/// What the partner said when it began the journey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartnerJourney {
    /// The partner's id in the configuration.
    pub partner: String,
    /// The journey's id for the partner.
    pub journey_id: String,
    /// The partner's own name for the journey.
    pub reference: Option<String>,
    /// The first language (BCP 47), unless the page sets another.
    pub locale: Option<String>,
    pub return_urls: ReturnUrls,
    /// What the customer is asked besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ask: Vec<Field>,
    pub created_at: DateTime<Utc>,
    /// The start token is valid until then.
    pub start_by: DateTime<Utc>,
    /// When a browser first opened it. That uses nothing up: mail scanners open links too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<DateTime<Utc>>,
    /// When the customer first acted: the start token was redeemed then.
    pub started_at: Option<DateTime<Utc>>,
}

/// Where the wizard takes the customer back to, where it is not in a frame of the partner's page: `https`, or a scheme of
/// the partner's apps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReturnUrls {
    /// After the signature.
    #[schema(format = "uri")]
    pub complete: Option<String>,
    /// After every other end.
    #[schema(format = "uri")]
    pub stopped: Option<String>,
}

/// How a journey has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The contract is signed.
    Successful,
    /// The person cannot be identified this way.
    Rejected,
    /// The customer goes on with video identification.
    VideoIdentification,
    /// The customer did not begin in time, or was away for too long before they had said who they are, or did not come as
    /// far as to a person at Solaris within twenty hours.
    Expired,
    /// The personal data was erased.
    Erased,
}
