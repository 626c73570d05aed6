use std::time::Duration;

use bankident_wire::{Reported, Stage};
use reqwest::Response;

/// The stream of server-sent events, as a browser's fetch reads it.
pub struct Stages {
    response: Response,
    read: String,
}

/// Nothing takes that long. A test that waits in vain ends with a reason.
pub const PATIENCE: Duration = Duration::from_secs(20);

impl Stages {
    pub fn of(response: Response) -> Stages {
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Stages { response, read: String::new() }
    }

    /// The next stage; `None` at the end of the stream.
    pub async fn next(&mut self) -> Option<Stage> {
        loop {
            if let Some((event, rest)) = self.read.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.read = rest;
                let Some(data) = event.lines().find_map(|line| line.strip_prefix("data: ")) else { continue };
                assert!(event.lines().any(|line| line == "event: stage"), "{event}");
                return Some(serde_json::from_str::<Reported>(data).unwrap().stage);
            }
            let chunk = tokio::time::timeout(PATIENCE, self.response.chunk()).await;
            match chunk.expect("an event arrives in time").unwrap() {
                Some(chunk) => self.read.push_str(std::str::from_utf8(&chunk).unwrap()),
                None => return None,
            }
        }
    }

    pub async fn until(&mut self, wanted: impl Fn(&Stage) -> bool) -> Stage {
        loop {
            let stage = self.next().await.expect("the stream goes on");
            if wanted(&stage) {
                return stage;
            }
        }
    }
}
