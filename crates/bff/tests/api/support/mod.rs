//! One server, one sandbox, one customer. With the PostgreSQL of `cargo xtask postgres` there are two servers, and the customer's
//! requests go to each in turn.

mod bank;
mod customer;
pub mod events;
pub mod partners;

use std::{
    collections::HashMap,
    env,
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::Command,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use bankident_bff::{
    clock::Clock,
    connections::{self, TimeLimits},
    domain::{
        page_stamp::PageStamps,
        retention::Retention,
        sms_budget::{self, SmsBudgets},
    },
    journey::news,
    outbox,
    security::SecurityLog,
    solaris::{self, Credentials, Solaris},
    solaris_webhook,
    state::{
        AppState, Parts, assets::Assets, desk_access::DeskAccess, erasures::Erasures, event_hub::EventHub,
        outbox_dispatcher::OutboxDispatcher, webhook_secrets::WebhookSecrets,
    },
    store::Store,
    tasks::Tasks,
    vault::{MasterKeys, Vault},
};
use bankident_sandbox::{CONTROL_HEADER, Sandbox};
use bankident_wire::{LanguageFiles, PageFiles};
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::Method;
use secrecy::SecretString;
use serde_json::{Value, json};
use sqlx::{Connection, Executor};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

pub use bank::Bank;
pub use customer::{Customer, problem};
pub use events::Stages;

pub const NUMBER: &str = "+15550101";
pub const MOBILE_CODE: &str = "212212";
/// The timeout of calls to Solaris in tests about timeouts. Other tests give a slow machine time.
const IMPATIENT: Duration = Duration::from_secs(2);

/// How long the server waits for the signed documents.
pub const DOCUMENTS_WAIT: TimeDelta = TimeDelta::minutes(2);

pub const PUBLIC_URL: &str = "https://onboarding.example";
/// Where the pages of the bank login come from, as the server was told.
pub const BANK_ORIGIN: &str = "https://bank.example";
pub const VIDEO_URL: &str = "https://video.example/";

pub const GOOD_IBAN: &str = "DE11110101010100000020";

/// Those with which a customer comes to the bank (the guide, Appendix II).
const MOCKED_IBANS: [&str; 5] = [
    GOOD_IBAN,
    "DE43110101010000000010",
    "DE55110101010100000004",
    "DE66110101010100000000",
    "DE77110101010100000093",
];

/// The secret that tests sign webhooks with. The sandbox's subscriptions have secrets of their own.
/// Short, for tests of slow clients.
pub const TIME_LIMITS: TimeLimits =
    TimeLimits { head: Duration::from_secs(2), body: Duration::from_secs(2), drain: Duration::from_secs(2) };

pub const WEBHOOK_SECRET: &str = "a secret of the tests";

pub struct TestApp {
    servers: Vec<Server>,
    turn: AtomicUsize,
    database: String,
    pub sandbox_url: String,
    pub clock: bankident_sandbox::Clock,
    pub http: reqwest::Client,
    folder: tempfile::TempDir,
}

impl TestApp {
    pub async fn start() -> TestApp {
        TestApp::start_with(Manner::default()).await
    }

    /// One for real customers: a journey takes a partner.
    pub async fn start_for_partners() -> TestApp {
        TestApp::start_with(Manner { demonstrates: false, ..Manner::default() }).await
    }

    pub async fn start_with_desk(desk: DeskAccess) -> TestApp {
        TestApp::start_with(Manner { desk, ..Manner::default() }).await
    }

    /// One that sends few SMS in an hour.
    pub async fn start_with_sms(sms_per_hour: u32) -> TestApp {
        TestApp::start_with(Manner { sms_per_hour, ..Manner::default() }).await
    }

    pub async fn start_without_webhooks() -> TestApp {
        TestApp::start_with(Manner { webhooks: Webhooks::Lost, ..Manner::default() }).await
    }

    /// One that waits for Solaris for a moment only; no webhooks.
    pub async fn start_impatient() -> TestApp {
        TestApp::start_with(Manner { webhooks: Webhooks::Lost, timeout: IMPATIENT, ..Manner::default() })
            .await
    }

    /// One with a database of SQLite, whatever the others have.
    pub async fn start_in_a_file() -> TestApp {
        TestApp::start_with(Manner { in_a_file: true, ..Manner::default() }).await
    }

    async fn start_with(manner: Manner) -> TestApp {
        let began_at: DateTime<Utc> = "2026-11-23T12:00:00Z".parse().unwrap();
        let clock = bankident_sandbox::Clock::fixed(began_at);
        let sandbox_url = start_sandbox(clock.clone()).await;
        let folder = tempfile::tempdir().unwrap();
        let (database, servers) = match env::var("BANKIDENT_TEST_POSTGRES") {
            Ok(postgres) if !manner.in_a_file => (new_database(&postgres).await, 2),
            _ => (format!("sqlite://{}", folder.path().join("bankident.sqlite").display()), 1),
        };
        let servers = start_all(servers, &database, &folder, &sandbox_url, &clock, &manner).await;
        // One that may steer the sandbox.
        let steers = [(CONTROL_HEADER.parse().unwrap(), "tests".parse().unwrap())].into_iter().collect();
        let http = reqwest::Client::builder().default_headers(steers).build().unwrap();
        TestApp { servers, turn: AtomicUsize::new(0), database, sandbox_url, clock, http, folder }
    }

    /// Another server takes over, with the same database in front of the same Solaris.
    pub async fn restart(&mut self) {
        self.restart_after(|_| ()).await;
    }

    /// The same, once something has happened to the folder of the database.
    pub async fn restart_after(&mut self, meanwhile: impl FnOnce(&Path)) {
        for server in &mut self.servers {
            server.stop().await;
        }
        meanwhile(self.folder.path());
        let (count, manner) = (self.servers.len(), Manner::default());
        self.servers =
            start_all(count, &self.database, &self.folder, &self.sandbox_url, &self.clock, &manner).await;
    }

    pub fn state(&self) -> &AppState {
        &self.servers[0].state
    }

    /// PostgreSQL ends every connection, as when it is restarted. A file has none.
    pub async fn break_connections(&self) {
        if self.database.starts_with("postgres") {
            let mut connection = sqlx::PgConnection::connect(&self.database).await.unwrap();
            let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                 WHERE datname = current_database() AND pid <> pg_backend_pid()";
            connection.execute(end).await.unwrap();
        }
    }

    /// Where the next request goes.
    pub fn url(&self) -> &str {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        &self.servers[turn % self.servers.len()].url
    }

    /// The states of all servers.
    pub fn states(&self) -> impl Iterator<Item = &AppState> {
        self.servers.iter().map(|server| &server.state)
    }

    /// What `bankident` prints when it succeeds, beside the server.
    pub fn bankident(&self, arguments: &[&str]) -> String {
        bankident(&self.database, self.folder(), arguments)
    }

    /// The database's address.
    pub fn database(&self) -> &str {
        &self.database
    }

    /// Where the database is.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn advance(&self, by: TimeDelta) {
        self.clock.advance(by);
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The last code that was sent, `mobile` or `signature`.
    pub async fn code(&self, kind: &str) -> String {
        self.sms(kind).await["code"].as_str().unwrap().to_owned()
    }

    /// The last SMS with a code.
    pub async fn sms(&self, kind: &str) -> Value {
        let url = format!("{}/sandbox/sms?number=%2B15550101", self.sandbox_url);
        let inbox: Value = self.http.get(url).send().await.unwrap().json().await.unwrap();
        let newest = inbox.as_array().unwrap().iter().find(|sms| sms["kind"] == kind);
        newest.unwrap_or_else(|| panic!("no {kind} SMS")).clone()
    }

    /// The next calls of an endpoint fail (docs/sandbox.md).
    pub async fn provoke(&self, endpoint: &str, calls: u32, fault: Value) {
        let body = json!({ "endpoint": endpoint, "calls": calls, "fault": fault });
        let answer = self.http.post(format!("{}/sandbox/faults", self.sandbox_url)).json(&body);
        assert_eq!(answer.send().await.unwrap().status(), 201, "{body}");
    }

    /// Solaris takes persons that lack what the guide's Appendix II lacks.
    pub async fn lenient(&self) {
        let told = self.http.post(format!("{}/sandbox/persons", self.sandbox_url));
        let told = told.json(&json!({ "lenient": true })).send().await.unwrap();
        assert!(told.status().is_success());
    }

    pub async fn forget_faults(&self) {
        self.http.delete(format!("{}/sandbox/faults", self.sandbox_url)).send().await.unwrap();
    }

    /// How often an endpoint's call was carried out.
    pub async fn carried_out(&self, endpoint: &str) -> u64 {
        self.counted(endpoint, "carried_out").await
    }

    /// How often an endpoint was called.
    pub async fn calls(&self, endpoint: &str) -> u64 {
        self.counted(endpoint, "calls").await
    }

    /// A command about the sandbox's webhooks (docs/sandbox.md).
    pub async fn webhooks(&self, command: Value) {
        let told = self.http.post(format!("{}/sandbox/webhooks", self.sandbox_url)).json(&command);
        assert!(told.send().await.unwrap().status().is_success(), "{command}");
    }

    async fn counted(&self, endpoint: &str, what: &str) -> u64 {
        let calls = self.http.get(format!("{}/sandbox/calls", self.sandbox_url)).send().await.unwrap();
        let calls: Vec<Value> = calls.json().await.unwrap();
        let call = calls.iter().find(|call| call["endpoint"] == endpoint);
        call.map_or(0, |call| call[what].as_u64().unwrap())
    }

    /// What a client of the Solaris API says in `Authorization: Bearer`.
    pub async fn access_token(&self) -> String {
        let credentials = json!({
            "grant_type": "client_credentials", "client_id": "sandbox", "client_secret": "sandbox",
        });
        let token = self.http.post(format!("{}/oauth/token", self.sandbox_url)).json(&credentials);
        let token: Value = token.send().await.unwrap().json().await.unwrap();
        token["access_token"].as_str().unwrap().to_owned()
    }

    /// Somebody else calls Solaris.
    pub async fn meanwhile(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let call = self.http.request(method, format!("{}{path}", self.sandbox_url));
        let call = call.bearer_auth(self.access_token().await);
        let call = body.iter().fold(call, reqwest::RequestBuilder::json);
        let answer = call.send().await.unwrap();
        assert!(answer.status().is_success(), "{path}");
        answer.json().await.unwrap_or_default()
    }

    /// Somebody else asks Solaris for the code that signs.
    pub async fn meanwhile_authorized(&self, customer: &Customer<'_>) {
        let application = customer.stored().await.application;
        let person_id = application.person_id().unwrap();
        let id = application.identification_id().unwrap();
        let path = format!("/v1/persons/{person_id}/identifications/{id}/authorize");
        self.meanwhile(Method::PATCH, &path, None).await;
    }

    pub async fn sms_count(&self) -> usize {
        self.sms_to(NUMBER).await
    }

    pub async fn sms_to(&self, number: &str) -> usize {
        let url = format!("{}/sandbox/sms?number={}", self.sandbox_url, number.replace('+', "%2B"));
        let inbox: Value = self.http.get(url).send().await.unwrap().json().await.unwrap();
        inbox.as_array().unwrap().len()
    }
}

/// How a server runs.
struct Manner {
    webhooks: Webhooks,
    /// How long Solaris is waited for.
    timeout: Duration,
    demonstrates: bool,
    desk: DeskAccess,
    sms_per_hour: u32,
    /// Whether the database is one of SQLite, whatever the others have.
    in_a_file: bool,
}

impl Default for Manner {
    fn default() -> Manner {
        Manner {
            webhooks: Webhooks::Subscribed,
            timeout: solaris::TIMEOUT,
            demonstrates: true,
            desk: DeskAccess::Open,
            sms_per_hour: sms_budget::IN_ALL,
            in_a_file: false,
        }
    }
}

/// A new database of a PostgreSQL; its URL.
async fn new_database(server: &str) -> String {
    let name = format!("api_{}", hex::encode(rand::random::<[u8; 8]>()));
    let mut connection = sqlx::PgConnection::connect(server).await.unwrap();
    connection.execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.unwrap();
    let mut url: reqwest::Url = server.parse().unwrap();
    url.set_path(&name);
    url.into()
}

/// The servers of one database.
async fn start_all(
    count: usize,
    database: &str,
    folder: &tempfile::TempDir,
    sandbox_url: &str,
    clock: &bankident_sandbox::Clock,
    manner: &Manner,
) -> Vec<Server> {
    let mut servers: Vec<Server> = Vec::new();
    while servers.len() < count {
        servers.push(Server::start(database, folder, sandbox_url, clock, manner).await);
    }
    if manner.webhooks == Webhooks::Subscribed {
        let Server { state, url, .. } = servers.last().unwrap();
        let receiver = format!("{url}/webhooks/solaris");
        solaris_webhook::subscribe(&state.solaris, &state.store, &receiver).await.unwrap();
    }
    servers
}

/// `bankident`, with a database and its master keys.
pub fn command(database: &str, folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bankident"));
    command.env("BANKIDENT_DATABASE", database);
    command.env("BANKIDENT_MASTER_KEY_FILE", folder.join("bankident.sqlite-keys"));
    command
}

/// What `bankident` prints when it succeeds.
pub fn bankident(database: &str, folder: &Path, arguments: &[&str]) -> String {
    let output = command(database, folder).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The keys of the test's database, where `bankident` finds those of a demonstration.
fn vault(folder: &tempfile::TempDir) -> Vault {
    let file = folder.path().join("bankident.sqlite-keys");
    if !file.exists() {
        let keys = MasterKeys::new_line(|bytes| rand::fill(bytes));
        fs::write(&file, keys).unwrap();
        fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
    }
    let keys = MasterKeys::read(&fs::read_to_string(file).unwrap()).unwrap();
    Vault::new(keys, |bytes| rand::fill(bytes))
}

/// Whether Solaris' webhooks arrive.
#[derive(PartialEq)]
enum Webhooks {
    Subscribed,
    Lost,
}

/// Our server, on a port of its own.
struct Server {
    state: AppState,
    url: String,
    stop: Option<oneshot::Sender<()>>,
    stopped: JoinHandle<()>,
    tasks: [JoinHandle<()>; 2],
}

impl Server {
    async fn start(
        database: &str,
        folder: &tempfile::TempDir,
        sandbox_url: &str,
        clock: &bankident_sandbox::Clock,
        Manner { timeout, demonstrates, desk, sms_per_hour, .. }: &Manner,
    ) -> Server {
        let credentials =
            Credentials { client_id: "sandbox".into(), client_secret: SecretString::from("sandbox") };
        let clock = {
            let clock = clock.clone();
            Clock::from_fn(move || clock.now())
        };
        let store = Store::open(database, vault(folder)).await.unwrap();
        let security = SecurityLog::new().unwrap();
        let page_stamps = PageStamps::with_key(store.key("pages", [7; 32]).await.unwrap());
        let state = AppState::new(Parts {
            store,
            solaris: Solaris::new(sandbox_url, credentials, clock.clone(), *timeout).unwrap(),
            clock,
            assets: Arc::new(Assets::Given(files())),
            bank_origins: vec![BANK_ORIGIN.to_owned()],
            video_url: Some(VIDEO_URL.to_owned()),
            demonstrates: *demonstrates,
            is_test: *demonstrates,
            documents_wait: DOCUMENTS_WAIT,
            partners: Arc::new(partners::registry(folder)),
            public_url: PUBLIC_URL.to_owned(),
            outbox: OutboxDispatcher::new().unwrap(),
            desk: desk.clone(),
            sample_document: bankident_sandbox::sample_document,
            webhook_secrets: WebhookSecrets::of([SecretString::from(WEBHOOK_SECRET)]),
            events: EventHub::default(),
            locks: Default::default(),
            page_stamps,
            page_cache: Default::default(),
            time_limits: TIME_LIMITS,
            erasures: Erasures::new(security.registry()).unwrap(),
            security,
            retention: Retention::default(),
            sms_budgets: SmsBudgets::new([7; 32], *sms_per_hour),
            // Longer than any test.
            tasks: Tasks::new(Duration::from_secs(600)),
            client_address_header: Some("x-forwarded-for".parse().unwrap()),
        });
        let tasks = [tokio::spawn(outbox::run(state.clone())), tokio::spawn(news::run(state.clone()))];
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = bankident_bff::router(state.clone());
        let (stop, stopping) = oneshot::channel();
        let stop_asked = async { drop(stopping.await) };
        let stopped = tokio::spawn(connections::serve(listener, router, TIME_LIMITS, stop_asked));
        Server { state, url, stop: Some(stop), stopped, tasks }
    }

    async fn stop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
        self.state.events.close();
        self.stop.take().unwrap().send(()).unwrap();
        (&mut self.stopped).await.unwrap();
        self.state.store.close().await;
    }
}

/// Gives its connections to the database back: tests have many servers.
impl Drop for Server {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
        self.stopped.abort();
    }
}

async fn start_sandbox(clock: bankident_sandbox::Clock) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let sandbox = Sandbox::new(bankident_sandbox::Config {
        public_url: url.clone(),
        client_id: "sandbox".into(),
        client_secret: "sandbox".into(),
        clock,
        seed: Some(1),
        receivers: Vec::new(),
    });
    tokio::spawn(bankident_sandbox::serve(sandbox, listener));
    url
}

/// A wizard in small: the real page and words, but nothing that was built.
fn files() -> HashMap<&'static str, &'static [u8]> {
    static INDEX: LazyLock<String> = LazyLock::new(|| {
        let language = |tag: &str, name: &str| LanguageFiles {
            tag: tag.to_owned(),
            name: name.to_owned(),
            words: format!("/locales/{tag}.ftl"),
            nace: format!("/locales/{tag}-nace.ftl"),
            property: format!("/locales/{tag}-property.ftl"),
        };
        let languages = vec![language("de", "Deutsch"), language("en", "English")];
        let files = serde_json::to_string(&PageFiles { languages, pdfjs: "/pdfjs/".to_owned() }).unwrap();
        let page = include_str!("../../../../../index.html").replacen(
            "{}</script>",
            &format!("{files}</script>"),
            1,
        );
        page.replacen("</head>", "<style>a{}</style><script type=\"module\">run()</script></head>", 1)
    });
    static WORDS: LazyLock<[String; 2]> = LazyLock::new(|| ["de", "en"].map(words));
    HashMap::from([
        ("index.html", INDEX.as_bytes()),
        ("locales/de.ftl", WORDS[0].as_bytes()),
        ("locales/en.ftl", WORDS[1].as_bytes()),
        ("locales/de-0123456789abcdef.ftl", "terms-conditions = Frühere Worte.".as_bytes()),
        ("locales/de-property.ftl", WORDS[0].as_bytes()),
        ("locales/en-property.ftl", WORDS[1].as_bytes()),
        ("module-3f2a9c0b1d4e5f67.js", &b"run()"[..]),
        ("embed/bankident.js", &b"run()"[..]),
        ("wizard-3f2a9c0b1d4e5f67_bg.wasm", &b"\0asm"[..]),
        ("wizard-3f2a9c0b1d4e5f67_bg.wasm.br", &b"compressed wasm"[..]),
        ("desk/index.html", &b"<!doctype html><title>Copy desk</title>"[..]),
        ("desk/words.json", &b"{}"[..]),
        ("desk/words.json.br", &b"compressed words"[..]),
        ("locales/de/iban.ftl", &b"iban = IBAN"[..]),
    ])
}

/// All words of a language, as the build brings them together.
fn words(tag: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales").join(tag);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|file| fs::read_to_string(file).unwrap()).collect()
}
