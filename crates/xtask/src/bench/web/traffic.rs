//! What crosses the network, from the events of the DevTools protocol.

use std::collections::BTreeMap;

use serde_json::Value;

/// The requests of a visit, and the bytes that came back for each, headers included.
#[derive(Debug, Default)]
pub struct Traffic(BTreeMap<String, u64>);

impl Traffic {
    pub fn note(&mut self, event: &Value) {
        let parameters = &event["params"];
        let Some(request) = parameters["requestId"].as_str().map(str::to_owned) else { return };
        let length = parameters["encodedDataLength"].as_f64().unwrap_or_default() as u64;
        match event["method"].as_str().unwrap_or_default() {
            // `data:` addresses cross no network.
            "Network.requestWillBeSent" if has_host(&parameters["request"]["url"]) => {
                self.0.insert(request, 0);
            }
            // For a stream that stays open; the total of a finished answer takes its place.
            "Network.dataReceived" => {
                self.0.entry(request).and_modify(|bytes| *bytes += length);
            }
            "Network.loadingFinished" => {
                self.0.entry(request).and_modify(|bytes| *bytes = length);
            }
            _ => {}
        }
    }

    pub fn requests(&self) -> usize {
        self.0.len()
    }

    pub fn bytes(&self) -> u64 {
        self.0.values().sum()
    }
}

fn has_host(url: &Value) -> bool {
    url.as_str().is_some_and(|url| url.starts_with("http"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn finished_answers_and_open_streams_are_counted_once() {
        let mut traffic = Traffic::default();
        let sent = |id, url| json!({"method": "Network.requestWillBeSent", "params": {"requestId": id, "request": {"url": url}}});
        let came = |method, id, length| json!({"method": method, "params": {"requestId": id, "encodedDataLength": length}});
        for event in [
            sent("page", "http://localhost/"),
            came("Network.dataReceived", "page", 700),
            came("Network.loadingFinished", "page", 900),
            sent("events", "http://localhost/events"),
            came("Network.dataReceived", "events", 50),
            sent("icon", "data:,"),
            came("Network.loadingFinished", "icon", 9),
        ] {
            traffic.note(&event);
        }
        assert_eq!((traffic.requests(), traffic.bytes()), (2, 950));
    }
}
