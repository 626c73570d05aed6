//! A sandbox on a port, its client, and what a customer does.

mod bank;
mod identification;
mod subscriber;

use bankident_sandbox::{BackOff, CONTROL_HEADER, Clock, Config, Sandbox};
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::net::TcpListener;

pub use bank::Bank;
pub use identification::{Identification, create};
pub use subscriber::Subscriber;

pub const HAPPY_IBAN: &str = "DE11110101010100000020";

/// The guide's number for tests and its code (Step 2).
pub const NUMBER: &str = "+15550101";
pub const CODE: &str = "212212";

pub struct TestSandbox {
    pub url: String,
    pub clock: Clock,
    pub http: reqwest::Client,
    token: String,
}

/// One that may steer the sandbox.
pub fn client() -> reqwest::Client {
    let headers = [(CONTROL_HEADER.parse().unwrap(), "tests".parse().unwrap())].into_iter().collect();
    reqwest::Client::builder().default_headers(headers).build().unwrap()
}

/// A status and a body.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub body: Value,
}

impl TestSandbox {
    pub async fn start() -> TestSandbox {
        // Attempts of a delivery follow each other at once.
        TestSandbox::start_with(BackOff(vec![TimeDelta::zero(); 3])).await
    }

    pub async fn start_with(back_off: BackOff) -> TestSandbox {
        let clock = Clock::fixed("2026-11-23T12:00:00Z".parse().unwrap());
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let config = Config {
            public_url: url.clone(),
            client_id: "sandbox".into(),
            client_secret: "sandbox".into(),
            clock: clock.clone(),
            seed: Some(7),
            receivers: Vec::new(),
        };
        let sandbox = Sandbox::with_back_off(config, back_off);
        tokio::spawn(bankident_sandbox::serve(sandbox, listener));
        let mut sandbox = TestSandbox { url, clock, http: client(), token: String::new() };
        sandbox.renew_token().await;
        sandbox
    }

    pub async fn renew_token(&mut self) {
        let credentials = json!({
            "grant_type": "client_credentials", "client_id": "sandbox", "client_secret": "sandbox",
        });
        let token = self.post("/oauth/token", credentials).await.expect(StatusCode::OK);
        self.token = token["access_token"].as_str().unwrap().to_owned();
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, path, Some(body)).await
    }

    pub async fn delete(&self, path: &str, body: Value) -> Answer {
        self.send(Method::DELETE, path, Some(body)).await
    }

    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.http.request(method, format!("{}{path}", self.url)).bearer_auth(&self.token)
    }

    async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let request = self.request(method, path);
        Answer::of(match body {
            Some(body) => request.json(&body),
            None => request,
        })
        .await
    }

    /// Creates a person; answers the path of the resource.
    pub async fn person(&self) -> String {
        let created = self.post("/v1/persons", person()).await.expect(StatusCode::CREATED);
        format!("/v1/persons/{}", created["id"].as_str().unwrap())
    }

    /// Creates a person with a verified mobile number; answers the path of the resource.
    pub async fn verified_person(&self) -> String {
        let person = self.person().await;
        let number = format!("{person}/mobile_number");
        self.post(&number, json!({ "number": NUMBER })).await.expect(StatusCode::CREATED);
        self.post(&format!("{number}/authorize"), json!({ "number": NUMBER }))
            .await
            .expect(StatusCode::CREATED);
        let confirmation = json!({ "number": NUMBER, "token": CODE });
        self.post(&format!("{number}/confirm"), confirmation).await.expect(StatusCode::CREATED);
        person
    }

    /// What was sent to the guide's number, the newest first.
    pub async fn messages(&self) -> Vec<Value> {
        let messages = self.get("/sandbox/sms?number=%2B15550101").await.expect(StatusCode::OK);
        messages.as_array().unwrap().clone()
    }
}

impl Answer {
    pub async fn of(request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let status = response.status();
        let body = response.bytes().await.unwrap();
        Answer { status, body: serde_json::from_slice(&body).unwrap_or_default() }
    }

    #[track_caller]
    pub fn expect(self, status: StatusCode) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.body
    }

    /// The only error: its code. The body says the same status as the answer, and has all parts of an error.
    #[track_caller]
    pub fn refused(self, status: u16) -> String {
        let [code] = <[String; 1]>::try_from(self.errors(status, "code")).unwrap();
        code
    }

    /// The fields that are complained about.
    #[track_caller]
    pub fn mistakes(self) -> Vec<String> {
        self.errors(400, "source.field")
    }

    #[track_caller]
    fn errors(self, status: u16, part: &str) -> Vec<String> {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        let errors = self.body["errors"].as_array().unwrap();
        for error in errors {
            assert_eq!(error["status"], status);
            assert!(error["id"].as_str().unwrap().ends_with("ex"), "{error}");
            for text in ["code", "title", "detail"] {
                assert!(!error[text].as_str().unwrap().is_empty(), "{error}");
            }
            assert!(!error["source"]["message"].as_str().unwrap().is_empty(), "{error}");
        }
        let part = format!("/{}", part.replace('.', "/"));
        errors.iter().map(|error| error.pointer(&part).unwrap().as_str().unwrap().to_owned()).collect()
    }
}

/// The guide's, Appendix II, with what its Step 1 demands and it lacks.
pub fn person() -> Value {
    let mut person = person_of_appendix_ii();
    person["mobile_number"] = NUMBER.into();
    person["data_terms_signed_at"] = "2019-01-01T00:00:00Z".into();
    person
}

/// The guide's, Appendix II.
pub fn person_of_appendix_ii() -> Value {
    json!({
        "salutation": "MR",
        "first_name": "Leander",
        "last_name": "Zierfisch",
        "address": {
            "line_1": "BERLINER STR. 45",
            "line_2": "",
            "postal_code": "14169",
            "city": "Berlin",
            "country": "DE",
        },
        "birth_date": "1978-07-15",
        "birth_city": "Aachen",
        "birth_country": "DE",
        "nationality": "DE",
        "email": "person@example.com",
        "employment_status": "EMPLOYED",
        "fatca_relevant": "false",
        "fatca_crs_confirmed_at": "2019-01-01T00:00:00Z",
        "terms_conditions_signed_at": "2019-01-01T00:00:00Z",
        "own_economic_interest_signed_at": "2019-01-01T00:00:00Z",
    })
}
