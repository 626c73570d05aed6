//! Server-sent events. Subscribers are only told *that* a journey changed; the stage is read from the database when it
//! is sent.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State,
    http::{HeaderName, header},
    response::{
        IntoResponse,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::StreamExt;
use tokio::time::sleep;

use super::extract::AuthenticatedJourney;
use crate::{
    domain::session::SessionHash,
    error::ApiError,
    state::AppState,
    store::{self, JourneyId},
};

/// Proxies close connections that are silent for a minute, some earlier.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// How long a stream lasts. Browsers connect again.
const LONGEST: Duration = Duration::from_secs(30 * 60);

/// nginx and others that know it hand each event on at once, instead of collecting them.
const UNBUFFERED: (HeaderName, &str) = (HeaderName::from_static("x-accel-buffering"), "no");

/// `GET /api/journey/events`: the stage at once, and again whenever it may have changed.
///
/// # Errors
/// `SessionUnknown` where the session is over: the browser need not ask again.
pub async fn stream(
    State(state): State<AppState>,
    AuthenticatedJourney { journey, session }: AuthenticatedJourney,
) -> Result<impl IntoResponse, ApiError> {
    state
        .store
        .load(journey)
        .await?
        .filter(|stored| stored.application.is_open(state.clock.now()))
        .ok_or(ApiError::SessionUnknown)?;
    let subscription = state.events.subscribe(journey);
    let closing = state.clone();
    let ended = subscription.ended();
    let stages = subscription
        .changes()
        .then(move |()| {
            // It ends with the stream.
            let _of = &subscription;
            stage_of(state.clone(), journey, session.clone())
        })
        // A journey that is gone, or cannot be read, ends the stream: the browser asks again and learns why.
        .take_while(|event| std::future::ready(event.is_some()))
        .filter_map(std::future::ready)
        .map(Ok::<Event, Infallible>)
        .take_until(async move {
            tokio::select! {
                () = closing.events.closed() => {}
                () = ended => {}
                () = sleep(LONGEST) => {}
            }
        });
    let events = Sse::new(stages).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    Ok(([(header::CACHE_CONTROL, "no-store"), UNBUFFERED], events))
}

async fn stage_of(state: AppState, journey: JourneyId, session: SessionHash) -> Option<Event> {
    let logged = |error: &store::Error| tracing::error!("{error}");
    // Who has only opened the journey sees no more of it once it is its customer's.
    state.store.of_session(&session).await.inspect_err(logged).ok()?.filter(|found| found.id == journey)?;
    let stored = state.store.load(journey).await.inspect_err(logged).ok()??;
    let now = state.clock.now();
    let mut application = stored.application;
    application.is_open(now).then_some(())?;
    // After a long time away the customer has to prove who they are, here too.
    application.lock_if_left_alone(now);
    Event::default().event("stage").json_data(application.reported(now)).ok()
}
