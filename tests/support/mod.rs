//! A browser, our server with its sandbox, and the gestures of a person.

use std::{env, path::PathBuf, process::Stdio, time::Duration};

use fantoccini::{Client, ClientBuilder, Locator, elements::Element, key::Key, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
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
    let database = format!("sqlite://{}", folder.path().join("journeys.sqlite").display());
    let mut server =
        Command::new(env::var_os("BANKIDENT_BIN").expect("`cargo xtask test` says where the server is"));
    server.args(["serve", "--port", "0", "--sandbox-port", "0", "--database", &database]);
    let mut server = started(&mut server);
    let mut lines = Printed::by(&mut server);
    let address = |line: Option<String>| {
        let line = line.expect("the server says where it is");
        line.split_whitespace().find(|word| word.starts_with("http")).unwrap().to_owned()
    };
    (address(lines.line_with("wizard").await), address(lines.line_with("sandbox").await), server)
}

/// A driver on a port of its own. It takes the port for two protocols, and the second may be in use: then another one.
async fn driver() -> (u16, Child) {
    for _ in 0..5 {
        let mut driver = started(Command::new("chromedriver").arg("--port=0"));
        if let Some(line) = Printed::by(&mut driver).line_with("started successfully on port").await {
            let port = line.trim_end_matches('.').rsplit(' ').next().unwrap().parse().unwrap();
            return (port, driver);
        }
    }
    panic!("chromedriver finds no port")
}

fn started(program: &mut Command) -> Child {
    program.stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
    program.spawn().expect("`cargo xtask test` installs what the journeys need")
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

/// What a program prints. It is read to its end: a program that cannot print any more would stop.
struct Printed(UnboundedReceiver<String>);

impl Printed {
    fn by(program: &mut Child) -> Printed {
        let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
        let (sender, receiver) = unbounded_channel();
        tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                sender.send(line).ok();
            }
        });
        Printed(receiver)
    }

    /// The next line with these words; `None` where the program ends without.
    async fn line_with(&mut self, words: &str) -> Option<String> {
        loop {
            let line = self.0.recv().await?;
            if line.contains(words) {
                return Some(line);
            }
        }
    }
}
