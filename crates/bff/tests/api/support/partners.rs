//! Partners, and what their servers do.

use std::fs;

use bankident_bff::partners::{Registry, hash_of_key};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use super::{Customer, TestApp};

pub const KEY: &str = "bk_of_nordlicht";
pub const OTHER_KEY: &str = "bk_of_seerose";
/// Of Kormoran, who has its customers asked more.
pub const CURIOUS_KEY: &str = "bk_of_kormoran";
/// Of the webhooks to Nordlicht.
pub const SECRET: &[u8] = b"a secret of thirty-two bytes ...";

/// Writes the partners' configuration and the files beside it, and where each is told of events.
fn write(folder: &tempfile::TempDir, nordlicht: Option<&str>, seerose: Option<&str>) {
    let hash = |key| hex::encode(hash_of_key(key));
    let webhook = |url: Option<&str>| {
        use base64::{Engine, engine::general_purpose::STANDARD};
        let secret = STANDARD.encode(SECRET);
        url.map(|url| {
            format!("webhook = {{ allow_private = true, url = \"{url}\", secrets = [\"whsec_{secret}\"] }}")
        })
    };
    let configuration = format!(
        r##"
[partners.nordlicht]
name = "Nordlicht"
origins = ["https://nordlicht.example", "https://www.nordlicht.example"]
api_keys.old = "sha256:{}"
api_keys.new = "sha256:{}"
video_url = "https://nordlicht.example/video"
app_schemes = ["com.nordlicht.app"]
support = {{ phone = "+49 30 555-0101", mail = "help@nordlicht.example", page = "https://nordlicht.example/help" }}
existing_persons = true
{}
[partners.nordlicht.theme]
radius = "2px"
[partners.nordlicht.theme.light]
accent = "#1d4ed8"
logo = "logo.svg"
[partners.seerose]
name = "Seerose"
origins = ["https://seerose.example"]
api_keys.only = "sha256:{}"
requests_per_minute = 3
sms_per_hour = 2
sms_countries = ["AT"]
theme.scheme = "dark"
{}
[partners.kormoran]
name = "Kormoran"
origins = ["https://kormoran.example"]
api_keys.only = "sha256:{}"
ask = ["title", "self_declared_as_pep", "contact_address", "address.state", "tax_information", "email", "aml_confirmed_on", "expected_monthly_revenue_cents"]
"##,
        hash("bk_of_nordlicht_once"),
        hash(KEY),
        webhook(nordlicht).unwrap_or_default(),
        hash(OTHER_KEY),
        webhook(seerose).unwrap_or_default(),
        hash(CURIOUS_KEY),
    );
    let beside = folder.path().join("nordlicht");
    fs::create_dir_all(beside.join("copy")).unwrap();
    fs::write(beside.join("logo.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").unwrap();
    fs::write(
        beside.join("copy/de.ftl"),
        "action-continue = Auf geht's\nlink-terms = https://nordlicht.example/agb\n",
    )
    .unwrap();
    fs::write(folder.path().join("partners.toml"), configuration).unwrap();
}

pub fn registry(folder: &tempfile::TempDir) -> Registry {
    write(folder, None, None);
    Registry::load(&folder.path().join("partners.toml")).unwrap()
}

impl TestApp {
    /// Nordlicht's server calls.
    pub async fn partner(&self, method: Method, path: &str, body: Option<Value>) -> Response {
        self.partner_with(KEY, method, path, body).await
    }

    pub async fn partner_with(&self, key: &str, method: Method, path: &str, body: Option<Value>) -> Response {
        let request = self.http.request(method, format!("{}/partner/v1{path}", self.url())).bearer_auth(key);
        let request = body.iter().fold(request, |request, body| request.json(body));
        request.send().await.unwrap()
    }

    /// A journey that Nordlicht has begun.
    pub async fn commissioned(&self, body: Value) -> Value {
        let created = self.partner(Method::POST, "/journeys", Some(body)).await;
        let status = created.status();
        let created: Value = created.json().await.unwrap();
        assert_eq!(status, StatusCode::CREATED, "{created}");
        created
    }

    /// The state of a journey as Nordlicht sees it.
    pub async fn partners_view(&self, id: &str) -> Value {
        let shown = self.partner(Method::GET, &format!("/journeys/{id}"), None).await;
        assert_eq!(shown.status(), StatusCode::OK);
        shown.json().await.unwrap()
    }

    pub fn read_partners_again(&self, webhook: &str) {
        self.partners_are_told_at(Some(webhook), None);
    }

    pub fn partners_are_told_at(&self, nordlicht: Option<&str>, seerose: Option<&str>) {
        write(&self.folder, nordlicht, seerose);
        for state in self.states() {
            state.partners.reload(&self.folder.path().join("partners.toml")).unwrap();
        }
    }
}

impl<'a> Customer<'a> {
    /// Takes over a journey of Nordlicht's with its start token.
    pub async fn start_with(app: &'a TestApp, created: &Value) -> Customer<'a> {
        let customer = Customer::new(app);
        let started = customer.try_start("nordlicht", created).await;
        assert_eq!(started.status(), StatusCode::CREATED, "{}", started.text().await.unwrap());
        customer
    }

    /// The first action, which redeems the start token.
    pub async fn act(&self) {
        self.revisit("terms").await;
    }

    pub async fn try_start(&self, partner: &str, created: &Value) -> Response {
        let start = json!({ "partner": partner, "start_token": created["start_token"] });
        self.request(Method::POST, "", Some(start)).await
    }
}
