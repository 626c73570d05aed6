//! Erases journeys whose time is over, and removes what was erased long ago.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::context::JourneyContext;
use crate::{domain::retention::Kept, error::ApiError, state::AppState, store::JourneyId};

/// How often it runs. Retention periods are days.
const INTERVAL: Duration = Duration::from_secs(600);

/// Runs as long as the server does.
pub async fn run(state: AppState) {
    let mut interval = interval(INTERVAL);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        interval.tick().await;
        if let Err(error) = sweep(&state).await {
            tracing::error!("journeys are kept for too long: {error}");
        }
    }
}

/// Ends what is due.
///
/// # Errors
/// If the database cannot be read or written; what was ended before that stays ended.
pub async fn sweep(state: &AppState) -> Result<(), ApiError> {
    let now = state.clock.now();
    for kept in Kept::ALL {
        let since = now - state.retention.of(kept);
        loop {
            let due = state.store.unchanged_since(kept, since).await?;
            if due.is_empty() {
                break;
            }
            for id in due {
                end(state, id, kept).await?;
            }
        }
    }
    state.store.forget_webhooks(now - state.retention.webhooks).await?;
    Ok(())
}

async fn end(state: &AppState, id: JourneyId, kept: Kept) -> Result<(), ApiError> {
    let Some(mut journey) = JourneyContext::in_background(state.clone(), id).await? else { return Ok(()) };
    let is_kept = Kept::of(&journey.application, journey.now);
    if is_kept != kept {
        return Ok(state.store.keep_as(id, is_kept).await?);
    }
    if kept == Kept::Erased {
        state.store.remove(id, journey.now).await?;
    } else {
        journey.application.erase();
        journey.save().await?;
        state.store.forget_openings(id).await?;
    }
    state.erasures.note(kept);
    Ok(())
}
