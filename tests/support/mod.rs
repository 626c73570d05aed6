//! A browser, our server with its sandbox, and the gestures of a person.

mod ahead;
mod chromium;
pub mod embedded;
mod engine;
mod inspection;
mod programs;
mod slow_line;
pub mod words;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use fantoccini::{Client, Locator, elements::Element, key::Key};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

pub use ahead::Ahead;
use chromium::{Chromium, Scheme};
pub use engine::{Device, Engine};
use programs::{Driver, Nginx, Server, bring_together};
use slow_line::SlowLine;

/// Longer than anything a screen waits for; a test that meets it has failed.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Its programs end before the folder goes that they write to: fields are dropped in this order.
pub struct World {
    pub browser: Client,
    /// What only Chromium can.
    only_chromium: Option<Chromium>,
    engine: Engine,
    /// Where the wizard is in a frame: the frame.
    frame: Option<&'static str>,
    device: Device,
    http: reqwest::Client,
    _driver: Driver,
    server: Server,
    nginx: Option<Nginx>,
    folder: TempDir,
}

impl World {
    /// The wizard in front of an empty database.
    pub async fn new(device: Device) -> World {
        World::of(Engine::Chromium, device).await
    }

    pub async fn of(engine: Engine, device: Device) -> World {
        World::in_front_of(Server::start, engine, device).await
    }

    /// On a line where the wizard's WebAssembly is late, until it is released.
    pub async fn on_a_slow_line(engine: Engine, device: Device) -> (World, SlowLine) {
        let mut world = World::of(engine, device).await;
        let line = SlowLine::to(&world.server.wizard).await;
        world.server.wizard.clone_from(&line.address);
        (world, line)
    }

    /// The wizard with the words of another folder than ours, put together as the build does it.
    pub async fn with_words(locales: &Path, device: Device) -> World {
        let start = async |folder: &Path| {
            let dist = folder.join("dist");
            bring_together(locales, &dist);
            Server::with_assets(folder, &dist).await
        };
        World::in_front_of(start, Engine::Chromium, device).await
    }

    /// The wizard without a folder of pdf.js: what its worker asks for cannot be blocked in the browser.
    pub async fn without(part: Option<&str>, device: Device) -> World {
        let start = async |folder: &Path| {
            let Some(part) = part else { return Server::start(folder).await };
            let dist = folder.join("dist");
            bring_together(&root().join("locales"), &dist);
            let mut files = fs::read_dir(&dist).unwrap().map(|file| file.unwrap().path());
            let pdfjs = files.find(|file| file.to_string_lossy().contains("pdfjs-")).unwrap();
            fs::remove_dir_all(pdfjs.join(part)).unwrap();
            Server::with_assets(folder, &dist).await
        };
        World::in_front_of(start, Engine::Chromium, device).await
    }

    /// A release with other words takes the place of the one that runs.
    pub async fn release(&mut self, locales: &Path) {
        let dist = self.folder.path().join("next");
        bring_together(locales, &dist);
        self.server.release(self.folder.path(), &dist).await;
    }

    async fn in_front_of(start: impl AsyncFnOnce(&Path) -> Server, engine: Engine, device: Device) -> World {
        // reqwest asks for one; a second time says so and is no harm.
        rustls::crypto::ring::default_provider().install_default().ok();
        let http = reqwest::Client::new();
        let folder = tempfile::tempdir().unwrap();
        let server = start(folder.path()).await;
        let driver = Driver::start(engine).await;
        let browser = engine.open(&driver.address(), folder.path(), device).await;
        let mut only_chromium = None;
        if engine == Engine::Chromium {
            let chromium = Chromium::of(&browser, &driver.address(), http.clone()).await;
            chromium.resize(device).await;
            chromium.prefer(Scheme::Light).await;
            only_chromium = Some(chromium);
        }
        World {
            browser,
            engine,
            only_chromium,
            frame: None,
            device,
            http,
            _driver: driver,
            server,
            nginx: None,
            folder,
        }
    }

    /// Everything goes through nginx from now on.
    pub async fn behind_nginx(device: Device) -> World {
        let mut world = World::new(device).await;
        let nginx = Nginx::in_front_of(&world.server.wizard, world.folder.path()).await;
        world.server.wizard.clone_from(&nginx.address);
        world.nginx = Some(nginx);
        world
    }

    /// What only Chromium can.
    pub fn chromium(&self) -> &Chromium {
        self.only_chromium.as_ref().expect("only Chromium can do this")
    }

    /// To the page that shows everything.
    pub async fn leave_frames(&self) {
        let window = self.browser.window().await.unwrap();
        self.browser.switch_to_window(window).await.unwrap();
    }

    /// Back from the bank's frame.
    pub async fn return_to_wizard(&self) {
        self.leave_frames().await;
        if let Some(frame) = self.frame {
            self.find(frame).await.enter_frame().await.unwrap();
        }
    }

    pub async fn open(&self, lang: &str) {
        self.browser.goto(&format!("{}?lang={lang}", self.server.wizard)).await.unwrap();
    }

    /// Goes to the wizard without waiting for all of its files.
    pub async fn begin_to_open(&self, lang: &str) {
        let address = format!("{}?lang={lang}", self.server.wizard);
        self.browser.execute("location.assign(arguments[0])", vec![address.into()]).await.unwrap();
        self.find(&format!("html[lang={lang}] #first")).await;
    }

    /// The samples' names and steps.
    pub async fn samples(&self) -> Vec<(String, String)> {
        let shelf = self.http.get(format!("{}desk/states.json", self.server.wizard)).send().await.unwrap();
        let shelf: Value = shelf.json().await.unwrap();
        let text = |sample: &Value, part| sample[part].as_str().unwrap().to_owned();
        shelf["samples"]
            .as_array()
            .unwrap()
            .iter()
            .map(|sample| (text(sample, "name"), text(sample, "step")))
            .collect()
    }

    /// A state, once it is reached.
    pub async fn open_sample(&self, name: &str, lang: &str) {
        self.browser.goto(&format!("{}desk/samples/{name}?lang={lang}", self.server.wizard)).await.unwrap();
        self.find(&format!("html[data-sample=\"{name}\"]")).await;
    }

    /// The copy desk, with what is looked at: `?state=iban`.
    pub async fn open_desk(&self, query: &str) {
        self.browser.goto(&format!("{}desk/{query}", self.server.wizard)).await.unwrap();
    }

    /// Every file of this extension that was downloaded whole.
    pub fn downloads_of(&self, extension: &str) -> Vec<PathBuf> {
        let Ok(files) = fs::read_dir(self.folder.path().join("downloads")) else { return Vec::new() };
        // Firefox keeps the name free with an empty file until the download is whole.
        let files = files
            .map(|file| file.unwrap().path())
            .filter(|file| fs::metadata(file).is_ok_and(|file| file.len() > 0));
        files.filter(|file| file.extension().is_some_and(|known| known == extension)).collect()
    }

    /// Where a test can write.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub async fn reload(&self) {
        self.browser.refresh().await.unwrap();
    }

    /// Waits for a screen of the wizard: what the server has drawn is still to be exchanged for it.
    pub async fn arrive(&self, step: &str) -> Element {
        self.find(&format!("html[data-wizard=here] main[data-step=\"{step}\"]")).await
    }

    pub async fn find(&self, css: &str) -> Element {
        let waiting = self.browser.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
        match waiting {
            Ok(element) => element,
            Err(error) => {
                let seen =
                    self.browser.find(Locator::Css("body")).await.unwrap().text().await.unwrap_or_default();
                panic!("{css} did not appear ({error}); the page says:\n{seen}")
            }
        }
    }

    /// Waits for words to stand on the screen.
    pub async fn find_text(&self, words: &str) {
        let deadline = Instant::now() + PATIENCE;
        // In one step: the page may be loaded anew meanwhile.
        let said = "return document.querySelector('main:is([data-step], [data-problem])')?.innerText ?? ''";
        while !self.eval(said).await.as_str().unwrap_or_default().contains(words) {
            assert!(Instant::now() < deadline, "{words} did not appear:\n{}", self.text("body").await);
            sleep(Duration::from_millis(50)).await;
        }
    }

    pub async fn find_all(&self, css: &str) -> Vec<Element> {
        self.find(css).await;
        self.browser.find_all(Locator::Css(css)).await.unwrap()
    }

    pub async fn text(&self, css: &str) -> String {
        loop {
            match self.find(css).await.text().await {
                // It was exchanged meanwhile.
                Err(error) if error.is_stale_element_reference() => {}
                read => return read.unwrap(),
            }
        }
    }

    pub async fn click(&self, css: &str) {
        self.click_on(&self.find(css).await).await;
    }

    pub async fn click_on(&self, element: &Element) {
        match self.engine {
            // Its driver misses what is in a frame that the outer page has scrolled.
            Engine::WebKit if self.frame.is_some() => {
                let element = serde_json::to_value(element).unwrap();
                self.browser
                    .execute("setTimeout(element => element.click(), 0, arguments[0])", vec![element])
                    .await
                    .unwrap();
            }
            _ => element.click().await.unwrap(),
        }
    }

    /// Types into the input of this name.
    pub async fn fill(&self, name: &str, value: &str) {
        let input = self.find(&named(name)).await;
        match self.engine {
            // Its driver takes nothing in a frame for focusable.
            Engine::WebKit if self.frame.is_some() => {
                let input = serde_json::to_value(input).unwrap();
                let typing = "arguments[0].value += arguments[1];
                    arguments[0].dispatchEvent(new Event('input', { bubbles: true }))";
                self.browser.execute(typing, vec![input, value.into()]).await.unwrap();
            }
            _ => input.send_keys(value).await.unwrap(),
        }
    }

    pub async fn typed(&self, name: &str) -> String {
        self.find(&named(name)).await.prop("value").await.unwrap().unwrap_or_default()
    }

    pub async fn choose(&self, name: &str, value: &str) {
        // The list is there when its entries are.
        self.find(&format!("{} option[value=\"{value}\"]", named(name))).await;
        self.find(&named(name)).await.select_by_value(value).await.unwrap();
    }

    pub async fn pick(&self, name: &str, value: &str) {
        self.click(&format!("{}[value=\"{value}\"]", named(name))).await;
    }

    pub async fn tick(&self, name: &str) {
        self.click(&named(name)).await;
    }

    pub async fn submit(&self) {
        self.click("main form button[type=submit]").await;
    }

    pub async fn press(&self, key: Key) {
        let focused = self.browser.active_element().await.unwrap();
        focused.send_keys(&key.to_string()).await.unwrap();
    }

    /// The `name` of the input that has the focus.
    pub async fn focused(&self) -> String {
        let focused = self.browser.active_element().await.unwrap();
        focused.attr("name").await.unwrap().unwrap_or_default()
    }

    pub async fn eval(&self, script: &str) -> Value {
        self.browser.execute(script, Vec::new()).await.unwrap()
    }

    /// Runs a script that calls its argument when it is done.
    pub async fn eval_later(&self, script: &str) {
        self.browser.execute_async(script, Vec::new()).await.unwrap();
    }

    pub async fn offline(&self, offline: bool) {
        self.chromium().offline(offline).await;
    }

    /// The customer's clock is wrong by so many seconds.
    pub async fn clock_is_off_by(&self, seconds: i32) {
        let shift = format!(
            "const now = Date.now.bind(Date); Date.now = () => now() + {seconds}000;
             const RealDate = Date; Date = new Proxy(RealDate, {{
                 construct: (target, args) => args.length ? new target(...args) : new target(Date.now()) }});"
        );
        self.chromium().before_each_page(&shift).await;
    }

    /// Waits until nothing on the page has this selector any more.
    pub async fn gone(&self, css: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.browser.find_all(Locator::Css(css)).await.unwrap().is_empty() {
            assert!(Instant::now() < deadline, "{css} is still there");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Agrees to what the page asks in a dialog of the browser's.
    pub async fn accept(&self, question: &str) {
        let deadline = Instant::now() + PATIENCE;
        while self.browser.get_alert_text().await.ok().as_deref() != Some(question) {
            assert!(Instant::now() < deadline, "the page does not ask: {question}");
            sleep(Duration::from_millis(50)).await;
        }
        self.browser.accept_alert().await.unwrap();
    }

    /// How often each endpoint of the sandbox was called with success.
    pub async fn carried_out(&self) -> BTreeMap<String, u64> {
        let calls = self.http.get(format!("{}sandbox/calls", self.server.sandbox)).send().await.unwrap();
        let calls: Vec<Value> = calls.json().await.unwrap();
        let count = |call: &Value| {
            (call["endpoint"].as_str().unwrap().to_owned(), call["carried_out"].as_u64().unwrap())
        };
        calls.iter().map(count).collect()
    }

    /// What a client of the Solaris API says in `Authorization: Bearer`.
    pub async fn access_token(&self) -> String {
        let token = self.http.post(format!("{}oauth/token", self.server.sandbox)).json(&json!({
            "grant_type": "client_credentials", "client_id": "sandbox", "client_secret": "sandbox",
        }));
        let token: Value = token.send().await.unwrap().json().await.unwrap();
        token["access_token"].as_str().unwrap().to_owned()
    }

    /// Solaris forgets the persons of the sandbox, as after a request for erasure.
    pub async fn delete_persons(&self) {
        let events = self.http.get(format!("{}sandbox/webhooks", self.server.sandbox)).send().await.unwrap();
        let subscribed: Value = events.json().await.unwrap();
        assert!(subscribed["subscriptions"].as_array().is_some_and(|all| !all.is_empty()));
        let persons = self.http.get(format!("{}v1/persons", self.server.sandbox));
        let persons = persons.bearer_auth(self.access_token().await);
        let persons: Vec<Value> = persons.send().await.unwrap().json().await.unwrap();
        for person in persons {
            let id = person["id"].as_str().unwrap();
            let gone = self.http.delete(format!("{}sandbox/persons/{id}", self.server.sandbox));
            gone.send().await.unwrap().error_for_status().unwrap();
        }
    }

    /// The clock of server and sandbox goes on.
    pub async fn advance(&self, seconds: u32) {
        self.tell_sandbox("clock", json!({ "advance_seconds": seconds })).await;
    }

    /// Commands that no bank has (docs/sandbox.md).
    pub async fn tell_sandbox(&self, command: &str, body: Value) {
        let told = self.http.post(format!("{}sandbox/{command}", self.server.sandbox)).json(&body).send();
        told.await.unwrap().error_for_status().unwrap();
    }

    /// The newest code that was sent to the test number.
    pub async fn code(&self, kind: &str) -> String {
        let url = format!("{}sandbox/sms?number=%2B15550101", self.server.sandbox);
        let inbox: Vec<Value> = self.http.get(url).send().await.unwrap().json().await.unwrap();
        let newest = inbox.iter().find(|sms| sms["kind"] == kind).expect("an SMS was sent");
        newest["code"].as_str().unwrap().to_owned()
    }

    /// Waits until so many files were downloaded since the browser started; their content.
    pub async fn downloaded(&self, count: usize) -> Vec<Vec<u8>> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let files: Vec<PathBuf> = self.downloads();
            if files.len() >= count {
                return files.iter().map(|file| fs::read(file).unwrap()).collect();
            }
            assert!(Instant::now() < deadline, "{} of {count} files were downloaded", files.len());
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// The files that have arrived whole; Chromium names the others `.crdownload`.
    pub fn downloads(&self) -> Vec<PathBuf> {
        self.downloads_of("pdf")
    }

    /// Of a path at the server.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.server.wizard)
    }

    pub fn http(&self) -> &reqwest::Client {
        &self.http
    }

    /// Waits until the browser's console has these words.
    pub async fn complains_about(&self, words: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.chromium().complaints().await.iter().any(|complaint| complaint.contains(words)) {
            assert!(Instant::now() < deadline, "the console does not mention {words}");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// The whole page, as WebP.
    pub async fn picture(&self) -> String {
        self.chromium().picture().await
    }

    /// Nothing went wrong that only the browser's console tells.
    pub async fn has_no_complaints(&self) {
        assert_eq!(self.chromium().complaints().await, Vec::<String>::new());
    }

    /// Nothing but what is known to be missing: the bank has no login for a sample.
    pub async fn complains_of_nothing_but(&self, known: &str) {
        let complaints = self.chromium().complaints().await;
        let unknown: Vec<_> = complaints.into_iter().filter(|complaint| !complaint.contains(known)).collect();
        assert_eq!(unknown, Vec::<String>::new());
    }
}

fn named(name: &str) -> String {
    format!("[name=\"{name}\"]")
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
