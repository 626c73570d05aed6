//! The connections of clients, within time limits: who is slow holds nothing up.

use std::{io, time::Duration};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::{future::ready, stream::once};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::TcpListener,
    time::{sleep, timeout},
};

/// Bytes. The largest body from a browser is an address.
const LONGEST_BODY: usize = 64 * 1024;

/// How long a client may take.
#[derive(Clone, Copy, Debug)]
pub struct TimeLimits {
    /// For the head of a request; also how long a connection is kept without one. That is longer than proxies in front keep theirs
    /// (nginx: 60 seconds), so that none of them sends a request into a connection that is just being closed.
    pub head: Duration,
    /// For the body of a request.
    pub body: Duration,
    /// For what has begun when the server stops.
    pub drain: Duration,
}

impl Default for TimeLimits {
    fn default() -> TimeLimits {
        TimeLimits {
            head: Duration::from_secs(75),
            body: Duration::from_secs(10),
            drain: Duration::from_secs(20),
        }
    }
}

/// Serves until `stop` ends, and then what has begun.
///
/// A connection that fails is its client's.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: TimeLimits,
    stop: impl Future<Output = ()>,
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head);
    let begun = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, _)) => {
                stream.set_nodelay(true).ok();
                let service = TowerToHyperService::new(router.clone());
                let connection = begun.watch(http.serve_connection(TokioIo::new(stream), service));
                // What goes wrong on a connection is its client's to notice.
                tokio::spawn(async move { connection.await.ok() });
            }
            Err(error) => out_of_connections(&error).await,
        }
    }
    drop(listener);
    if timeout(limits.drain, begun.shutdown()).await.is_err() {
        tracing::warn!("connections were cut that had not ended in time");
    }
}

/// A client that has gone is nothing; without descriptors, it takes a while until there are some.
async fn out_of_connections(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        tracing::error!("no connection can be accepted: {error}");
        sleep(Duration::from_secs(1)).await;
    }
}

/// Waits for the whole body, before anything is begun or held: at most as long as is allowed.
pub async fn arrive_whole(State(limits): State<TimeLimits>, request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    match timeout(limits.body, to_bytes(body, LONGEST_BODY)).await {
        Ok(Ok(body)) => next.run(Request::from_parts(head, Body::from(body))).await,
        // Each API says in its own form that it is too long, or broke off.
        Ok(Err(error)) => next.run(Request::from_parts(head, broken(error))).await,
        Err(_) => (StatusCode::REQUEST_TIMEOUT, [(header::CONNECTION, "close")]).into_response(),
    }
}

fn broken(error: axum::Error) -> Body {
    Body::from_stream(once(ready(Err::<Bytes, _>(error))))
}
