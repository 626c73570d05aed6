use bankident_bff::{domain::session::Session, store::Stored};
use bankident_wire::{Problem, ProblemCode, Reported, Stage};
use rand::rng;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use super::{Bank, GOOD_IBAN, MOBILE_CODE, MOCKED_IBANS, NUMBER, Stages, TestApp};

/// A browser with its session.
pub struct Customer<'a> {
    pub app: &'a TestApp,
    pub session: String,
    pub language: &'static str,
}

/// Expects a failure.
pub async fn problem(response: Response) -> Problem {
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    assert_eq!(response.headers()["cache-control"], "no-store");
    let status = response.status().as_u16();
    let problem: Problem = response.json().await.unwrap();
    assert_eq!((problem.status, problem.code.status()), (status, status));
    assert_eq!(problem.reference.len(), 8);
    problem
}

impl<'a> Customer<'a> {
    pub async fn start(app: &'a TestApp) -> Customer<'a> {
        let customer = Customer::new(app);
        let response = customer.request(Method::POST, "", Some(json!({}))).await;
        assert_eq!(response.status(), StatusCode::CREATED);
        let reported: Reported = response.json().await.unwrap();
        assert!(matches!(reported.stage, Stage::Terms(_)));
        assert_eq!(reported.now, app.now());
        customer
    }

    /// A browser with a session of its choice, and no journey yet.
    pub fn new(app: &'a TestApp) -> Customer<'a> {
        Customer { app, session: Session::generate(&mut rng()).into_token(), language: "de" }
    }

    pub async fn request(&self, method: Method, path: &str, body: Option<Value>) -> Response {
        let mut request = self.app.http.request(method, format!("{}/api/journey{path}", self.app.url()));
        request = request.bearer_auth(&self.session).header("accept-language", self.language);
        if let Some(body) = body {
            request = request.json(&body);
        }
        request.send().await.unwrap()
    }

    /// A command that succeeds.
    pub async fn submit(&self, path: &str, body: Value) -> Stage {
        let response = self.request(Method::POST, path, Some(body)).await;
        assert_eq!(response.headers()["cache-control"], "no-store");
        let status = response.status();
        let text = response.text().await.unwrap();
        assert_eq!(status, StatusCode::OK, "{path}: {text}");
        serde_json::from_str::<Reported>(&text).unwrap().stage
    }

    /// A command that fails.
    pub async fn fail(&self, path: &str, body: Value) -> Problem {
        problem(self.request(Method::POST, path, Some(body)).await).await
    }

    /// What fields the command complains about, and how.
    pub async fn mistakes(&self, path: &str, body: Value) -> Vec<(String, &'static str)> {
        let problem = self.fail(path, body).await;
        assert_eq!(problem.code, ProblemCode::InvalidInput);
        problem.errors.iter().map(|error| (error.field.name().to_owned(), error.problem.id())).collect()
    }

    /// What a poll shows.
    pub async fn reload(&self) -> Stage {
        self.poll().await.stage
    }

    /// Somebody does something in the page.
    pub async fn visit(&self) -> Reported {
        let response = self.request(Method::POST, "/visit", None).await;
        assert_eq!(response.status(), StatusCode::OK);
        response.json().await.unwrap()
    }

    pub async fn poll(&self) -> Reported {
        let response = self.request(Method::GET, "", None).await;
        assert_eq!(response.status(), StatusCode::OK);
        response.json().await.unwrap()
    }

    /// What the server has stored.
    pub async fn stored(&self) -> Stored {
        let session = Session::from_authorization(&format!("Bearer {}", self.session)).unwrap();
        let store = &self.app.state().store;
        let journey = store.of_session(&session.hash()).await.unwrap().expect("a journey");
        store.load(journey.id).await.unwrap().expect("a journey")
    }

    pub async fn revisit(&self, step: &str) -> Stage {
        self.submit("/revisit", json!({ "step": step })).await
    }

    pub async fn stages(&self) -> Stages {
        Stages::of(self.request(Method::GET, "/events", None).await)
    }

    pub fn terms(&self) -> Value {
        json!({ "terms_conditions_signed_at": self.app.now(), "data_terms_signed_at": self.app.now() })
    }

    pub fn person(&self) -> Value {
        json!({
            "salutation": "MR", "first_name": "Leander", "last_name": "Zierfisch", "birth_date": "15.07.1978",
            "birth_city": "Aachen", "birth_country": "DE", "nationality": "DE",
        })
    }

    pub fn address(&self) -> Value {
        json!({
            "address": {
                "line_1": "Berliner Str. 45", "line_2": "", "postal_code": "14169", "city": "Berlin", "country": "DE",
            },
            "email": "person@example.com",
        })
    }

    pub fn status(&self) -> Value {
        json!({
            "employment_status": "EMPLOYED", "nace_code": "", "tax_assessment_country": "DE", "fatca_relevant": false,
            "own_economic_interest_signed_at": self.app.now(), "fatca_crs_confirmed_at": self.app.now(),
        })
    }

    pub fn iban(&self, iban: &str) -> Value {
        json!({ "iban": iban, "terms_and_conditions_signed_at": self.app.now() })
    }

    pub async fn to_mobile(&self) -> Stage {
        self.submit("/terms", self.terms()).await;
        self.submit("/person", self.person()).await;
        self.submit("/address", self.address()).await;
        self.submit("/status", self.status()).await
    }

    pub async fn to_check(&self) -> Stage {
        self.to_mobile().await;
        self.submit("/mobile", json!({ "number": NUMBER })).await
    }

    pub async fn to_mobile_code(&self) -> Stage {
        self.to_check().await;
        self.submit("/check", json!({})).await
    }

    pub async fn to_iban(&self) -> Stage {
        self.to_mobile_code().await;
        self.submit("/mobile-code", json!({ "token": MOBILE_CODE })).await
    }

    pub async fn to_bank(&self) -> Bank<'a> {
        self.to_iban().await;
        self.bank_of(self.submit("/iban", self.iban(GOOD_IBAN)).await)
    }

    pub fn bank_of(&self, stage: Stage) -> Bank<'a> {
        let Stage::Bank(bank) = stage else { panic!("not at the bank: {stage:?}") };
        let iban =
            MOCKED_IBANS.iter().find(|iban| iban.ends_with(&bank.iban_masked[bank.iban_masked.len() - 4..]));
        Bank { http: &self.app.http, url: bank.url, iban: (*iban.expect("an IBAN of the guide")).to_owned() }
    }

    /// Through the bank; the contract arrives by push.
    pub async fn to_contract(&self) -> Stage {
        let bank = self.to_bank().await;
        let mut stages = self.stages().await;
        let transfer = bank.log_in().await;
        transfer.confirm().await;
        stages.until(|stage| matches!(stage, Stage::Contract(_))).await
    }

    /// Without webhooks: the customer's poll refreshes the stage.
    pub async fn to_contract_without_news(&self) -> Stage {
        self.to_bank().await.log_in().await.confirm().await;
        self.app.advance(chrono::TimeDelta::seconds(3));
        self.reload().await
    }

    /// Fetches the documents that are on the screen.
    pub async fn read_documents(&self) {
        let Stage::Contract(contract) = self.reload().await else { return };
        for document in contract.documents {
            let pdf = self.request(Method::GET, &format!("/documents/{}", document.id), None).await;
            assert_eq!(pdf.bytes().await.unwrap().len() as u64, document.size);
        }
    }

    /// Reads the documents, then goes on to the signature.
    pub async fn submit_contract(&self) -> Stage {
        self.read_documents().await;
        self.submit("/contract", json!({})).await
    }

    pub async fn to_sign(&self) -> Stage {
        self.to_contract().await;
        self.submit_contract().await
    }

    /// Signs with the code from the SMS; that it is done arrives by push.
    pub async fn sign(&self, stages: &mut Stages) -> Stage {
        let token = self.app.code("signature").await;
        let signed = self.submit("/sign", json!({ "token": token })).await;
        assert!(matches!(signed, Stage::Sign(_) | Stage::Done(_)), "{signed:?}");
        // Signing takes the sandbox a moment of its own clock.
        self.app.advance(chrono::TimeDelta::seconds(10));
        stages.until(|stage| matches!(stage, Stage::Done(_))).await
    }
}
