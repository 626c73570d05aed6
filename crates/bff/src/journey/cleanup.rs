//! Removes personal data, tickets and counts that nobody needs any more.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::context::JourneyContext;
use crate::{error::ApiError, state::AppState};

/// How often it runs.
const INTERVAL: Duration = Duration::from_secs(5);

/// Runs as long as the server does.
pub async fn run(state: AppState) {
    let mut interval = interval(INTERVAL);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        interval.tick().await;
        if let Err(error) = expire_unstarted(&state).await {
            tracing::error!("journeys that nobody started are not cleaned up: {error}");
        }
        let now = state.clock.now();
        if let Err(error) = state.store.forget_expired_tickets(now).await {
            tracing::error!("tickets that have expired are not cleaned up: {error}");
        }
        if let Err(error) = state.store.forget_calls(now).await {
            tracing::error!("limits that are whole again are not cleaned up: {error}");
        }
    }
}

/// Ends the journeys that nobody began in time, and tells the partner.
///
/// # Errors
/// If the database cannot be read or written.
pub async fn expire_unstarted(state: &AppState) -> Result<(), ApiError> {
    for id in state.store.never_started(state.clock.now()).await? {
        if let Some(mut journey) = JourneyContext::in_background(state.clone(), id).await? {
            // Somebody may have opened it in time and still be reading the terms.
            if journey.application.outcome(journey.now).is_some() {
                journey.save().await?;
                state.store.forget_openings(id).await?;
            }
        }
    }
    Ok(())
}
