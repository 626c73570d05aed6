//! What WebDriver leaves to Chromium's own commands: sizes, colour schemes, its console.

use fantoccini::Client;
use serde_json::{Value, json};

use super::Device;

#[derive(Clone, Copy, Debug)]
pub enum Scheme {
    Light,
    Dark,
}

impl Scheme {
    pub const ALL: [Scheme; 2] = [Scheme::Light, Scheme::Dark];

    /// The value of `prefers-color-scheme`.
    pub fn name(self) -> &'static str {
        match self {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        }
    }
}

pub struct Chromium {
    /// The session's address at the driver, for commands that WebDriver does not have.
    session: String,
    http: reqwest::Client,
}

impl Chromium {
    pub async fn of(browser: &Client, driver: &str, http: reqwest::Client) -> Chromium {
        let session = browser.session_id().await.unwrap().expect("a session began");
        Chromium { session: format!("{driver}/session/{session}"), http }
    }

    pub async fn resize(&self, device: Device) {
        let (width, height) = device.size();
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.command("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Prefers a colour scheme, and no motion: what fades would be seen half faded.
    pub async fn prefer(&self, scheme: Scheme) {
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme.name() },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.command("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// As in a contrast theme: few colours, and no backgrounds.
    pub async fn force_colours(&self) {
        let features = json!([
            { "name": "forced-colors", "value": "active" },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.command("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// Takes the network away, and gives it back.
    pub async fn offline(&self, offline: bool) {
        let conditions = json!({
            "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        self.command("Network.enable", json!({})).await;
        self.command("Network.emulateNetworkConditions", conditions).await;
    }

    /// Requests of these addresses fail from now on (`*` stands for anything).
    pub async fn block(&self, addresses: &[&str]) {
        self.command("Network.enable", json!({})).await;
        self.command("Network.setBlockedURLs", json!({ "urls": addresses })).await;
    }

    /// The page or frame of the moment gets this permission.
    pub async fn allow(&self, name: &str) {
        self.post("permissions", json!({ "descriptor": { "name": name }, "state": "granted" })).await;
    }

    /// No page runs scripts from now on, but our own commands do.
    pub async fn forbid_scripts(&self) {
        self.command("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    }

    /// A keyboard that composes: the text so far, not final yet.
    pub async fn compose(&self, text: &str) {
        let end = text.chars().count();
        let composed = json!({ "text": text, "selectionStart": end, "selectionEnd": end });
        self.command("Input.imeSetComposition", composed).await;
    }

    /// What was composed is final.
    pub async fn insert(&self, text: &str) {
        self.command("Input.insertText", json!({ "text": text })).await;
    }

    /// Runs in every page that is opened from now on, before its own scripts.
    pub async fn before_each_page(&self, script: &str) {
        self.command("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await;
    }

    /// The whole page from top to bottom: WebP in Base64, small enough for hundreds in a file.
    pub async fn picture(&self) -> String {
        let wanted = json!({ "format": "webp", "quality": 70, "captureBeyondViewport": true });
        let taken = self.command("Page.captureScreenshot", wanted).await;
        taken["data"].as_str().expect("the browser takes the picture").to_owned()
    }

    /// Errors in the console since the last call: panics, what the content security policy stopped, failed requests.
    pub async fn complaints(&self) -> Vec<String> {
        let entries = self.post("se/log", json!({ "type": "browser" })).await;
        let entries = entries.as_array().expect("the driver lists the console").iter();
        entries.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The Chrome DevTools Protocol.
    async fn command(&self, name: &str, parameters: Value) -> Value {
        self.post("goog/cdp/execute", json!({ "cmd": name, "params": parameters })).await
    }

    async fn post(&self, command: &str, body: Value) -> Value {
        let sent = self.http.post(format!("{}/{command}", self.session)).json(&body).send().await;
        let answer: Value = sent.unwrap().error_for_status().unwrap().json().await.unwrap();
        answer["value"].clone()
    }
}
