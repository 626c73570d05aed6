//! A browser, our server with its sandbox, and the gestures of a person.

mod ahead;
mod chromium;
mod driver;
pub mod embedded;
mod engine;
mod gestures;
mod inspection;
mod process;
mod programs;
mod sandbox;
mod slow_line;
pub mod words;

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use fantoccini::Client;
use serde_json::Value;
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

pub use ahead::Ahead;
use chromium::{Chromium, Scheme};
use driver::Driver;
pub use engine::{Device, Engine};
use programs::{Nginx, Server, bring_together};
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

    /// What a command of `bankident` says about the server's database.
    pub fn command(&self, arguments: &[&str]) -> String {
        Server::command(self.folder.path(), arguments)
    }

    async fn in_front_of(start: impl AsyncFnOnce(&Path) -> Server, engine: Engine, device: Device) -> World {
        // reqwest asks for one; a second time says so and is no harm.
        rustls::crypto::ring::default_provider().install_default().ok();
        // It may steer the sandbox (docs/sandbox.md).
        let steers = [("sandbox-control".parse().unwrap(), "tests".parse().unwrap())].into_iter().collect();
        let http = reqwest::Client::builder().default_headers(steers).build().unwrap();
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
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
