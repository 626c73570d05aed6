//! A browser, our server with its sandbox, and the gestures of a person.

use std::{env, path::PathBuf, process::Stdio, time::Duration};

use fantoccini::{Client, ClientBuilder, Locator, elements::Element, key::Key, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    net::TcpListener,
    process::{Child, Command},
};

/// Longer than anything a screen waits for; a test that meets it has failed.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct World {
    pub browser: Client,
    pub wizard: String,
    sandbox: String,
    // Killed and removed when the world ends.
    _processes: Vec<Child>,
    _folder: TempDir,
}

#[derive(Clone, Copy)]
pub enum Scheme {
    Light,
    Dark,
}

impl World {
    /// A phone with the wizard in front of an empty database.
    pub async fn new(scheme: Scheme) -> World {
        let folder = tempfile::tempdir().unwrap();
        let (wizard, sandbox, server) = server(&folder).await;
        let (driver_port, driver) = driver().await;
        let browser = browser(driver_port, &folder, scheme).await;
        World { browser, wizard, sandbox, _processes: vec![server, driver], _folder: folder }
    }

    pub async fn open(&self, lang: &str) {
        self.browser.goto(&format!("{}?lang={lang}", self.wizard)).await.unwrap();
    }

    pub async fn reload(&self) {
        self.browser.refresh().await.unwrap();
    }

    /// Waits for a screen.
    pub async fn arrive(&self, step: &str) -> Element {
        self.find(&format!("main[data-step=\"{step}\"]")).await
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

    pub async fn text(&self, css: &str) -> String {
        self.find(css).await.text().await.unwrap()
    }

    /// Types into the input of this name.
    pub async fn fill(&self, name: &str, value: &str) {
        self.find(&named(name)).await.send_keys(value).await.unwrap();
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
        self.find(&format!("{}[value=\"{value}\"]", named(name))).await.click().await.unwrap();
    }

    pub async fn tick(&self, name: &str) {
        self.find(&named(name)).await.click().await.unwrap();
    }

    pub async fn submit(&self) {
        self.find("main form button[type=submit]").await.click().await.unwrap();
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

    /// The newest code that was sent to the test number.
    pub async fn code(&self, kind: &str) -> String {
        // Installed once; a second time says so and is no harm.
        rustls::crypto::ring::default_provider().install_default().ok();
        let url = format!("{}sandbox/sms?number=%2B15550101", self.sandbox);
        let inbox: Vec<Value> = reqwest::get(url).await.unwrap().json().await.unwrap();
        let newest = inbox.iter().find(|sms| sms["kind"] == kind).expect("an SMS was sent");
        newest["code"].as_str().unwrap().to_owned()
    }

    /// axe-core finds nothing, every word is a word, and the language is the page's.
    pub async fn check_screen(&self, lang: &str) {
        self.has_no_raw_ids().await;
        assert_eq!(self.eval("return document.documentElement.lang").await, lang);
        self.accessible().await;
    }

    async fn has_no_raw_ids(&self) {
        let words = self.text("main").await;
        let raw = words.split_whitespace().find(|word| {
            let parts = word.split('-').collect::<Vec<_>>();
            parts.len() > 1
                && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase()))
                && (word.starts_with("terms-") || word.contains("-action") || word.contains("-title"))
        });
        assert_eq!(raw, None, "a message is missing");
    }

    async fn accessible(&self) {
        let axe = root().join("node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(&axe).expect("axe-core is installed by `cargo xtask test`");
        self.browser.execute(&axe, Vec::new()).await.unwrap();
        let run = "const done = arguments[arguments.length - 1];
            axe.run(document, { iframes: false }).then(result => done(result.violations.map(violation =>
                violation.id + ': ' + violation.nodes.map(node => node.target.join(' ')).join(' | '))))";
        let violations = self.browser.execute_async(run, Vec::new()).await.unwrap();
        assert_eq!(violations, json!([]), "axe-core found something");
    }
}

fn named(name: &str) -> String {
    format!("[name=\"{name}\"]")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

async fn server(folder: &TempDir) -> (String, String, Child) {
    let (port, sandbox_port) = (free_port().await, free_port().await);
    let database = format!("sqlite://{}", folder.path().join("journeys.sqlite").display());
    let mut server =
        Command::new(env::var_os("BANKIDENT_BIN").expect("`cargo xtask test` says where the server is"));
    server.args(["serve", "--port", &port.to_string(), "--sandbox-port", &sandbox_port.to_string()]);
    server.args(["--database", &database]).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
    let mut server = server.spawn().expect("the server starts");
    line_with(&mut server, "sandbox").await;
    (format!("http://localhost:{port}/"), format!("http://localhost:{sandbox_port}/"), server)
}

async fn driver() -> (u16, Child) {
    let mut driver = Command::new("chromedriver");
    driver.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
    let mut driver = driver.spawn().expect("chromedriver is installed by `cargo xtask test`");
    let started = line_with(&mut driver, "started successfully on port").await;
    let port = started.trim_end_matches('.').rsplit(' ').next().unwrap().parse().unwrap();
    (port, driver)
}

async fn browser(driver_port: u16, folder: &TempDir, scheme: Scheme) -> Client {
    let scheme = match scheme {
        Scheme::Dark => 0,
        Scheme::Light => 1,
    };
    let mut capabilities = Capabilities::new();
    let options = json!({ "args": [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--window-size=500,900", "--force-prefers-reduced-motion",
        format!("--blink-settings=preferredColorScheme={scheme}"),
        format!("--user-data-dir={}", folder.path().join("browser").display()),
    ] });
    capabilities.insert("goog:chromeOptions".to_owned(), options);
    ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities)
        .connect(&format!("http://localhost:{driver_port}"))
        .await
        .expect("a browser starts")
}

/// Reads what a program prints until a line holds these words.
async fn line_with(program: &mut Child, words: &str) -> String {
    let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
    while let Some(line) = lines.next_line().await.unwrap() {
        if line.contains(words) {
            // The pipe stays open: a program that cannot print any more would end.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return line;
        }
    }
    panic!("it ended without saying {words:?}")
}

async fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port()
}
