//! Who waits for news of a journey hears that there are some; what the news is, stands in the database.

use std::{collections::HashMap, convert::Infallible, sync::Mutex, time::Duration};

use axum::{
    extract::State,
    response::{
        IntoResponse,
        sse::{Event, KeepAlive, Sse},
    },
};
use bankident_wire::Reported;
use futures_util::StreamExt;
use tokio::sync::watch;
use tokio_stream::wrappers::WatchStream;

use crate::{app::App, store::JourneyId, visit::Known};

/// Proxies close connections that are silent for a minute or less.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// One channel per journey that somebody listens to. A [`watch`] keeps only the last: who is slow misses nothing,
/// because the stage is read when it is sent.
pub struct Events {
    journeys: Mutex<HashMap<JourneyId, watch::Sender<()>>>,
    closing: watch::Sender<bool>,
}

impl Default for Events {
    fn default() -> Events {
        Events { journeys: Mutex::default(), closing: watch::Sender::new(false) }
    }
}

impl Events {
    pub fn publish(&self, journey: JourneyId) {
        if let Some(channel) = self.journeys().get(&journey) {
            channel.send_replace(());
        }
    }

    /// Ends all streams, so that the server can stop.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    fn subscribe(&self, journey: JourneyId) -> watch::Receiver<()> {
        let mut journeys = self.journeys();
        journeys.retain(|_, channel| channel.receiver_count() > 0);
        journeys.entry(journey).or_insert_with(|| watch::Sender::new(())).subscribe()
    }

    async fn closed(&self) {
        // An error means that the sender is gone, and so is the server.
        let _ = self.closing.subscribe().wait_for(|closing| *closing).await;
    }

    fn journeys(&self) -> std::sync::MutexGuard<'_, HashMap<JourneyId, watch::Sender<()>>> {
        self.journeys.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// `GET /api/journey/events`: the stage at once, and again whenever it may have changed.
pub async fn stream(State(app): State<App>, Known(journey): Known) -> impl IntoResponse {
    let news = WatchStream::new(app.events.subscribe(journey));
    let closing = app.clone();
    let stages = news
        .then(move |()| stage_of(app.clone(), journey))
        // A journey that is gone, or cannot be read, has no more stages: the browser asks again and is told why.
        .take_while(|event| std::future::ready(event.is_some()))
        .filter_map(std::future::ready)
        .map(Ok::<Event, Infallible>)
        .take_until(async move { closing.events.closed().await });
    Sse::new(stages).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
}

async fn stage_of(app: App, journey: JourneyId) -> Option<Event> {
    let stored = app.store.load(journey).await.inspect_err(|error| tracing::error!("{error}")).ok()??;
    let now = app.clock.now();
    let mut application = stored.application;
    // Who was away for long is asked who they are first, here too.
    application.visited(now).then_some(())?;
    let (return_url, stage) = (application.return_url(now), application.stage(now));
    let reported = Reported { now, return_url, locale: None, stage };
    Event::default().event("stage").json_data(reported).ok()
}
