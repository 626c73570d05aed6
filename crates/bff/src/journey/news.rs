//! What other servers change, told to the browsers that are connected to this one.

use std::future::pending;

use crate::{state::AppState, store::Told};

/// Runs as long as the server does. Where it cannot, browsers still poll.
pub async fn run(state: AppState) {
    let mut news = match state.store.news().await {
        Ok(Some(news)) => news,
        // There is no other server.
        Ok(None) => return pending().await,
        Err(error) => return tracing::error!("what other servers change is told late: {error}"),
    };
    // What was told before this server listened.
    state.events.publish_all();
    loop {
        match news.next().await {
            Ok(Told::Changed(journey)) => state.events.publish(journey),
            Ok(Told::Missed) => state.events.publish_all(),
            Err(error) => return tracing::error!("what other servers change is told late: {error}"),
        }
    }
}
