//! What a partner learns about a journey: the same in an answer and in a webhook. No personal data.

use bankident_wire::{Rejection, Step};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::domain::{
    application::Application, identification::Identification, incident::Incident, partner_journey::Outcome,
};

/// Where a journey stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = Journey)]
pub struct JourneyResource {
    /// `jrn_` and 32 hexadecimal digits.
    pub id: String,
    /// The partner's own name for the journey.
    pub reference: Option<String>,
    /// How far the customer is, such as `iban`; `null` before the start.
    #[schema(value_type = Option<String>, example = "iban")]
    pub stage: Option<Step>,
    /// How the journey has ended; `null` while it has not.
    pub outcome: Option<Outcome>,
    /// The person at Solaris, once there is one.
    pub person_id: Option<String>,
    /// The identification at Solaris, once there is one.
    pub identification_id: Option<String>,
    /// Why the last identification was rejected, a code of Solaris such as `IBAN_USAGE_LIMIT_EXCEEDED`; `null` where none was, and
    /// after the signature. It stays when the customer goes on to video identification.
    pub rejection: Option<String>,
    /// The errors of Solaris in this journey, the newest last: what its support asks for. At most 20.
    pub errors: Vec<Incident>,
    pub created_at: DateTime<Utc>,
    /// When the customer first acted, which redeems the start token.
    pub started_at: Option<DateTime<Utc>>,
    /// When the contract was signed.
    pub completed_at: Option<DateTime<Utc>>,
}

/// Something that a partner is told.
pub struct PartnerEvent {
    pub partner: String,
    pub journey_id: String,
    pub fingerprint: Fingerprint,
    pub body: String,
}

/// What makes an event worth sending: a partner is told again only when this changes. It is stored with its wire names,
/// so that renaming a variant in the code sends nothing twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    pub stage: Option<Step>,
    pub outcome: Option<Outcome>,
}

impl JourneyResource {
    /// Describes a journey; `None` for one without a partner.
    pub fn of(application: &Application, now: DateTime<Utc>) -> Option<JourneyResource> {
        let partner_journey = application.partner_journey.as_ref()?;
        let identification =
            application.facts.registered().and_then(|registered| registered.mobile.identification());
        let completed_at = match identification {
            Some(Identification::Signed { completed_at, .. }) => Some(*completed_at),
            _ => None,
        };
        let outcome = application.outcome(now);
        let rejected =
            application.incidents.iter().rev().find(|incident| Rejection::parse(&incident.code).is_some());
        let rejected = rejected.filter(|_| outcome != Some(Outcome::Successful));
        Some(JourneyResource {
            id: partner_journey.journey_id.clone(),
            reference: partner_journey.reference.clone(),
            stage: partner_journey.started_at.map(|_| application.step(now)),
            outcome,
            person_id: application.person_id().map(str::to_owned),
            identification_id: application.identification_id().map(str::to_owned),
            rejection: rejected.map(|incident| incident.code.clone()),
            errors: application.incidents.clone(),
            created_at: partner_journey.created_at,
            started_at: partner_journey.started_at,
            completed_at,
        })
    }
}

impl PartnerEvent {
    /// The event of the moment; `None` for a journey without a partner, and as long as nothing has happened.
    pub fn of(application: &Application, now: DateTime<Utc>) -> Option<PartnerEvent> {
        let journey = JourneyResource::of(application, now)?;
        if (journey.stage, journey.outcome) == (None, None) {
            return None;
        }
        let partner = application.partner_journey.as_ref()?.partner.clone();
        let fingerprint = Fingerprint { stage: journey.stage, outcome: journey.outcome };
        let kind = match journey.outcome {
            Some(_) => "journey.ended",
            None => "journey.stage_changed",
        };
        let body = json!({ "type": kind, "timestamp": now, "data": journey }).to_string();
        Some(PartnerEvent { partner, journey_id: journey.id, fingerprint, body })
    }
}
