//! `bankident journey`: what support needs to know about a journey. It reads the database, and prints nothing that names a
//! person.

use std::fmt::Write;

use bankident_bff::{
    clock::Clock,
    domain::{application::Application, incident::Incident},
    store::{self, JourneyId, Store},
};
use chrono::{DateTime, Utc};
use clap::Args;

use super::keys::{Database, KeysError};

/// Find a journey, with the ids that Solaris' support asks for.
#[derive(Args)]
pub struct Find {
    /// The reference that the customer reads out (7K3M9QWX), the journey's id (jrn_...), or the partner's own name for it.
    reference: String,

    #[command(flatten)]
    database: Database,
}

#[derive(Debug, thiserror::Error)]
pub enum FindError {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Keys(#[from] KeysError),
    #[error("no journey has this reference: an error that is older, or of another server, stands in its log")]
    Unknown,
}

impl Find {
    pub async fn run(self) -> Result<(), FindError> {
        let store = self.database.open().await?;
        let found = found(&store, &self.reference).await?;
        if found.is_empty() {
            return Err(FindError::Unknown);
        }
        let now = Clock::system().now();
        for id in found {
            if let Some(journey) = store.load(id).await? {
                print!("{}", described(&journey.application, now));
            }
        }
        Ok(())
    }
}

/// The journeys with a reference. What is read out may come in small letters.
pub async fn found(store: &Store, reference: &str) -> Result<Vec<JourneyId>, store::Error> {
    let found = store.of_support(reference).await?;
    match found.is_empty() {
        true => store.of_support(&reference.to_ascii_uppercase()).await,
        false => Ok(found),
    }
}

/// A journey and its errors, the newest last.
fn described(application: &Application, now: DateTime<Utc>) -> String {
    let partner_journey = application.partner_journey.as_ref();
    let outcome = application.outcome(now).map(|outcome| serde_json::json!(outcome));
    let lines = [
        ("journey", partner_journey.map(|journey| journey.journey_id.clone())),
        ("partner", partner_journey.map(|journey| journey.partner.clone())),
        ("reference", partner_journey.and_then(|journey| journey.reference.clone())),
        ("began", Some(application.began_at.to_rfc3339())),
        ("stage", Some(application.step(now).id().to_owned())),
        ("outcome", outcome.and_then(|outcome| outcome.as_str().map(str::to_owned))),
        ("person", application.person_id().map(str::to_owned)),
        ("identification", application.newest_identification_id().map(str::to_owned)),
    ];
    let mut text = String::new();
    for (name, value) in lines {
        writeln!(text, "{name:<15} {}", value.as_deref().unwrap_or("-")).ok();
    }
    for Incident { reference, at, code, error_id, person_id, identification_id } in &application.incidents {
        let [error, person, identification] =
            [error_id, person_id, identification_id].map(|id| id.as_deref().unwrap_or("-"));
        let at = at.to_rfc3339();
        writeln!(
            text,
            "{at}  {reference}  {code}  error {error}  person {person}  identification {identification}"
        )
        .ok();
    }
    text.push('\n');
    text
}
