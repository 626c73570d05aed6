//! Chromium without a window, driven by the DevTools protocol (chromedevtools.github.io/devtools-protocol) over a pipe.
//! Each message is JSON and ends with a zero byte, so no WebSocket and no port is needed.

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::{Value, json};

/// Longer than any command takes.
const PATIENCE: Duration = Duration::from_secs(60);

const FLAGS: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--no-first-run",
    "--remote-debugging-pipe",
];

pub struct Browser {
    process: Child,
    commands: ChildStdin,
    messages: Receiver<Value>,
    last_id: u64,
    /// Events that arrived while an answer was awaited.
    events: VecDeque<Value>,
}

/// A page in a profile of its own: nothing is cached, and all of it goes when the page is closed.
pub struct Page<'a> {
    browser: &'a mut Browser,
    context: String,
    session: String,
}

impl Browser {
    pub fn start(profile: &Path) -> Result<Browser> {
        // Chromium reads commands from descriptor 3 and writes answers to descriptor 4.
        let connected = "exec chromium \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1";
        let mut chromium = Command::new("sh");
        chromium.args(["-c", connected, "chromium"]).args(FLAGS);
        chromium.arg(format!("--user-data-dir={}", profile.display()));
        chromium.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = chromium.spawn().context("cannot start chromium")?;
        let commands = process.stdin.take().context("chromium has no input")?;
        let messages = messages_of(process.stdout.take().context("chromium has no output")?);
        Ok(Browser { process, commands, messages, last_id: 0, events: VecDeque::new() })
    }

    /// Name and version, such as `Chrome/156.0.1.2`.
    pub fn version(&mut self) -> Result<String> {
        let version = self.call(None, "Browser.getVersion", json!({}))?;
        Ok(version["product"].as_str().unwrap_or_default().to_owned())
    }

    pub fn open(&mut self) -> Result<Page<'_>> {
        self.events.clear();
        let context = self.call(None, "Target.createBrowserContext", json!({}))?;
        let context = text(&context, "browserContextId")?;
        let target = json!({ "url": "about:blank", "browserContextId": context });
        let target = self.call(None, "Target.createTarget", target)?;
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let session = text(&self.call(None, "Target.attachToTarget", attach)?, "sessionId")?;
        Ok(Page { browser: self, context, session })
    }

    fn call(&mut self, session: Option<&str>, method: &str, parameters: Value) -> Result<Value> {
        let id = self.send(session, method, parameters)?;
        let deadline = Instant::now() + PATIENCE;
        loop {
            let message = self.receive(deadline)?.with_context(|| format!("chromium is silent: {method}"))?;
            if message["id"] != id {
                self.keep(message);
                continue;
            }
            if let Some(error) = message.get("error") {
                bail!("{method}: {error}");
            }
            return Ok(message["result"].clone());
        }
    }

    fn send(&mut self, session: Option<&str>, method: &str, parameters: Value) -> Result<u64> {
        self.last_id += 1;
        let mut command = json!({ "id": self.last_id, "method": method, "params": parameters });
        if let Some(session) = session {
            command["sessionId"] = session.into();
        }
        let mut bytes = serde_json::to_vec(&command)?;
        bytes.push(0);
        self.commands.write_all(&bytes).context("chromium has ended")?;
        Ok(self.last_id)
    }

    /// The next message; `None` where none comes until then.
    fn receive(&mut self, deadline: Instant) -> Result<Option<Value>> {
        match self.messages.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(message) => Ok(Some(message)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => bail!("chromium has ended"),
        }
    }

    /// Answers that nobody awaits are dropped.
    fn keep(&mut self, message: Value) {
        if message.get("id").is_none() {
            self.events.push_back(message);
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Killed, it could leave processes behind.
        if self.call(None, "Browser.close", json!({})).is_err() {
            self.process.kill().ok();
        }
        self.process.wait().ok();
    }
}

impl Page<'_> {
    pub fn call(&mut self, method: &str, parameters: Value) -> Result<Value> {
        self.browser.call(Some(&self.session), method, parameters)
    }

    /// Sends a command without waiting for its answer.
    pub fn send(&mut self, method: &str, parameters: Value) -> Result<()> {
        self.browser.send(Some(&self.session), method, parameters).map(drop)
    }

    /// The next event; `None` where none comes for so long.
    pub fn event(&mut self, patience: Duration) -> Result<Option<Value>> {
        let deadline = Instant::now() + patience;
        while self.browser.events.is_empty() {
            match self.browser.receive(deadline)? {
                Some(message) => self.browser.keep(message),
                None => return Ok(None),
            }
        }
        Ok(self.browser.events.pop_front())
    }

    /// What is seen of the page, as a PNG.
    pub fn picture(&mut self) -> Result<Vec<u8>> {
        let taken = self.call("Page.captureScreenshot", json!({ "format": "png" }))?;
        Ok(BASE64_STANDARD.decode(text(&taken, "data")?)?)
    }

    /// What an expression is worth in the page; of a promise, what it becomes.
    pub fn evaluate(&mut self, expression: &str) -> Result<Value> {
        let asked = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.call("Runtime.evaluate", asked)?;
        match answer.get("exceptionDetails") {
            Some(thrown) => bail!("{expression}: {}", thrown["exception"]["description"]),
            None => Ok(answer["result"]["value"].clone()),
        }
    }
}

impl Drop for Page<'_> {
    fn drop(&mut self) {
        let closed = json!({ "browserContextId": self.context });
        self.browser.call(None, "Target.disposeBrowserContext", closed).ok();
    }
}

/// Reads on its own thread, so that Chromium never waits for us.
fn messages_of(output: ChildStdout) -> Receiver<Value> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let messages = BufReader::new(output).split(0).map_while(Result::ok);
        for message in messages.filter_map(|message| serde_json::from_slice(&message).ok()) {
            if sender.send(message).is_err() {
                return;
            }
        }
    });
    receiver
}

fn text(answer: &Value, key: &str) -> Result<String> {
    let text = answer[key].as_str().with_context(|| format!("chromium answers no {key}"))?;
    Ok(text.to_owned())
}
