//! Server-sent events. Subscribers are only told *that* a journey changed; the stage is read from the database when it
//! is sent.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State,
    response::{
        IntoResponse,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::StreamExt;
use tokio_stream::wrappers::WatchStream;

use super::extract::AuthenticatedJourney;
use crate::{state::AppState, store::JourneyId};

/// Proxies close connections that are silent for a minute, some earlier.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// `GET /api/journey/events`: the stage at once, and again whenever it may have changed.
pub async fn stream(
    State(state): State<AppState>,
    AuthenticatedJourney(journey): AuthenticatedJourney,
) -> impl IntoResponse {
    let changes = WatchStream::new(state.events.subscribe(journey));
    let closing = state.clone();
    let stages = changes
        .then(move |()| stage_of(state.clone(), journey))
        // A journey that is gone, or cannot be read, ends the stream: the browser asks again and learns why.
        .take_while(|event| std::future::ready(event.is_some()))
        .filter_map(std::future::ready)
        .map(Ok::<Event, Infallible>)
        .take_until(async move { closing.events.closed().await });
    Sse::new(stages).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
}

async fn stage_of(state: AppState, journey: JourneyId) -> Option<Event> {
    let stored = state.store.load(journey).await.inspect_err(|error| tracing::error!("{error}")).ok()??;
    let now = state.clock.now();
    let mut application = stored.application;
    // After a long time away the customer has to prove who they are, here too.
    application.visited(now).then_some(())?;
    Event::default().event("stage").json_data(application.reported(now)).ok()
}
