//! One sandbox with a clock that stands still, and one client of its API.

mod subscriber;

use std::time::Duration;

use bankident_sandbox::{BackOff, Clock, Config, Sandbox};
use chrono::TimeDelta;
use reqwest::{Method, StatusCode, Url};
use serde_json::{Value, json};
use tokio::net::TcpListener;

pub use subscriber::{Delivery, Subscriber};

pub const NUMBER: &str = "+15550101";
pub const HAPPY: &str = "DE11110101010100000020";

/// Nothing takes that long; a test that waits for what never comes ends with a reason.
pub const PATIENCE: Duration = Duration::from_secs(20);

pub struct TestSandbox {
    pub url: String,
    pub clock: Clock,
    pub http: reqwest::Client,
    token: String,
}

/// An answer, read.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub body: Value,
}

/// An identification, by the ids in its URLs.
#[derive(Clone)]
pub struct Ids {
    pub person: String,
    pub identification: String,
}

impl TestSandbox {
    pub async fn start() -> TestSandbox {
        let clock = Clock::fixed("2026-11-23T12:00:00Z".parse().unwrap());
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let config = Config {
            public_url: url.clone(),
            client_id: "sandbox".into(),
            client_secret: "secret of the tests".into(),
            clock: clock.clone(),
            seed: Some(1),
        };
        let back_off = BackOff(vec![TimeDelta::seconds(10), TimeDelta::minutes(1)]);
        tokio::spawn(bankident_sandbox::serve(Sandbox::with_back_off(config, back_off), listener));
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let mut sandbox = TestSandbox { url, clock, http, token: String::new() };
        sandbox.renew_token().await;
        sandbox
    }

    pub async fn renew_token(&mut self) {
        let answer = self.token_with("client_credentials", "sandbox", "secret of the tests").await;
        self.token = answer.body["access_token"].as_str().unwrap().to_owned();
    }

    pub async fn token_with(&self, grant_type: &str, client_id: &str, client_secret: &str) -> Answer {
        let form = [("grant_type", grant_type), ("client_id", client_id), ("client_secret", client_secret)];
        let response = self.http.post(format!("{}/oauth/token", self.url)).form(&form).send().await.unwrap();
        Answer { status: response.status(), body: response.json().await.unwrap() }
    }

    pub fn advance(&self, by: TimeDelta) {
        self.clock.advance(by);
    }

    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.http.request(method, format!("{}{path}", self.url)).bearer_auth(&self.token)
    }

    pub async fn call(&self, method: Method, path: &str, body: Value) -> Answer {
        Answer::of(self.request(method, path).json(&body)).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(Method::POST, path, body).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.call(Method::PATCH, path, body).await
    }

    /// The id of a new person.
    pub async fn person(&self) -> String {
        let created = self.post("/v1/persons", person()).await.expect(201);
        created["id"].as_str().unwrap().to_owned()
    }

    /// A person with a verified mobile number.
    pub async fn verified_person(&self) -> String {
        let person = self.person().await;
        let path = format!("/v1/persons/{person}/mobile_number");
        self.post(&path, json!({ "number": NUMBER })).await.expect(201);
        self.post(&format!("{path}/authorize"), json!({ "number": NUMBER })).await.expect(201);
        let confirmed = json!({ "number": NUMBER, "token": "212212" });
        self.post(&format!("{path}/confirm"), confirmed).await.expect(201);
        person
    }

    pub async fn identify(&self, person: &str, iban: &str) -> Answer {
        self.post(&format!("/v1/persons/{person}/identifications"), identification(iban)).await
    }

    pub async fn created(&self, iban: &str) -> Ids {
        let person = self.verified_person().await;
        let created = self.identify(&person, iban).await.expect(201);
        Ids { person, identification: created["id"].as_str().unwrap().to_owned() }
    }

    pub async fn requested(&self, iban: &str) -> (Ids, Bank<'_>) {
        let ids = self.created(iban).await;
        let requested = self.patch(&ids.path("/request"), json!({})).await.expect(200);
        let url = requested["url"].as_str().unwrap().parse().unwrap();
        (ids, Bank { sandbox: self, url })
    }

    /// The customer has paid.
    pub async fn paid(&self, iban: &str) -> Ids {
        let (ids, bank) = self.requested(iban).await;
        bank.pay().await;
        ids
    }

    /// The customer has paid, and a code was sent.
    pub async fn authorized(&self, iban: &str) -> (Ids, String) {
        let ids = self.paid(iban).await;
        self.patch(&ids.path("/authorize"), json!({})).await.expect(200);
        (ids, self.signature_code().await)
    }

    pub async fn identification(&self, ids: &Ids) -> Value {
        self.get(&ids.path("?include_documents=true")).await.expect(200)
    }

    /// The newest code to sign with.
    pub async fn signature_code(&self) -> String {
        let inbox = self.get("/sandbox/sms?number=%2B15550101").await.expect(200);
        let newest = inbox.as_array().unwrap().iter().find(|sms| sms["kind"] == "signature").unwrap();
        newest["code"].as_str().unwrap().to_owned()
    }

    pub async fn subscriber(&self, event_type: &str) -> Subscriber {
        let mut subscriber = Subscriber::start().await;
        let body = json!({ "event_type": event_type, "url": subscriber.url });
        let created = self.post("/v1/webhooks", body).await.expect(201);
        subscriber.subscribed(created);
        subscriber
    }
}

impl Ids {
    pub fn path(&self, rest: &str) -> String {
        format!("/v1/persons/{}/identifications/{}{rest}", self.person, self.identification)
    }
}

impl Answer {
    pub async fn of(request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let status = response.status();
        Answer { status, body: response.json().await.unwrap() }
    }

    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.body
    }

    /// Expects one error; its code.
    #[track_caller]
    pub fn refused(self, status: u16) -> String {
        let errors = self.errors(status);
        assert_eq!(errors.len(), 1, "{errors:?}");
        errors[0].0.clone()
    }

    /// Code and field of each error.
    #[track_caller]
    pub fn errors(self, status: u16) -> Vec<(String, Option<String>)> {
        let body = self.expect(status);
        let errors = body["errors"].as_array().unwrap();
        for error in errors {
            assert_eq!(error["status"], status);
            assert!(error["id"].as_str().unwrap().ends_with("ex"), "{error}");
            assert!(error["title"].is_string() && error["detail"].is_string(), "{error}");
        }
        let text = |value: &Value| value.as_str().map(str::to_owned);
        errors.iter().map(|error| (text(&error["code"]).unwrap(), text(&error["source"]["field"]))).collect()
    }
}

/// The customer at the bank's pages.
pub struct Bank<'a> {
    pub sandbox: &'a TestSandbox,
    pub url: Url,
}

impl Bank<'_> {
    pub async fn pay(&self) {
        self.log_in().await;
        self.submit("tan", &[("tan", "123456")]).await;
    }

    pub async fn log_in(&self) {
        self.submit("iban", &[]).await;
        self.submit("login", &[("account_number", "1"), ("pin", "1")]).await;
    }

    /// Sends a page's form, follows the redirect and answers the next page.
    pub async fn submit(&self, page: &str, form: &[(&str, &str)]) -> String {
        let mut url = self.url.clone();
        url.set_path(&format!("/bank/{page}"));
        let response = self.sandbox.http.post(url).form(form).send().await.unwrap();
        response.text().await.unwrap()
    }

    pub async fn page(&self) -> String {
        self.sandbox.http.get(self.url.clone()).send().await.unwrap().text().await.unwrap()
    }
}

/// The guide's, Appendix II.
pub fn person() -> Value {
    json!({
        "salutation": "MR", "first_name": "Leander", "last_name": "Zierfisch",
        "address": {
            "line_1": "BERLINER STR. 45", "line_2": "", "postal_code": "14169", "city": "Berlin", "country": "DE",
        },
        "birth_date": "1978-07-15", "birth_city": "Aachen", "birth_country": "DE", "nationality": "DE",
        "email": "person@example.com", "employment_status": "EMPLOYED", "fatca_relevant": "false",
        "fatca_crs_confirmed_at": "2019-01-01T00:00:00Z", "terms_conditions_signed_at": "2019-01-01T00:00:00Z",
        "own_economic_interest_signed_at": "2019-01-01T00:00:00Z",
    })
}

pub fn identification(iban: &str) -> Value {
    json!({ "method": "bank", "iban": iban, "terms_and_conditions_signed_at": "2020-07-07T11:36:29.000Z" })
}
