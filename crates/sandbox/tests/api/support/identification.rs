use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Answer, Bank, Subscriber, TestSandbox};

/// An identification of a person with a verified mobile number.
pub struct Identification<'a> {
    pub sandbox: &'a TestSandbox,
    /// The path of the person.
    pub person: String,
    /// The path of the identification.
    pub path: String,
}

impl<'a> Identification<'a> {
    pub async fn created(sandbox: &'a TestSandbox, iban: &str) -> Identification<'a> {
        let person = sandbox.verified_person().await;
        let created = create(sandbox, &person, iban).await.expect(StatusCode::CREATED);
        let path = format!("{person}/identifications/{}", created["id"].as_str().unwrap());
        Identification { sandbox, person, path }
    }

    pub async fn requested(sandbox: &'a TestSandbox, iban: &str) -> Identification<'a> {
        let identification = Identification::created(sandbox, iban).await;
        identification.request("de").await.expect(StatusCode::OK);
        identification
    }

    /// The transfer has been authorized.
    pub async fn paid(sandbox: &'a TestSandbox, iban: &str) -> Identification<'a> {
        let identification = Identification::requested(sandbox, iban).await;
        identification.bank().await.pay().await;
        identification
    }

    pub async fn request(&self, language: &str) -> Answer {
        let path = format!("{}/request", self.path);
        Answer::of(self.sandbox.request(Method::PATCH, &path).header("accept-language", language)).await
    }

    pub async fn bank(&self) -> Bank<'a> {
        let resource = self.resource().await;
        let iban = resource["iban"].as_str().unwrap().to_owned();
        Bank::open(self.sandbox, iban, resource["url"].as_str().unwrap()).await
    }

    pub async fn authorize(&self) -> Answer {
        self.sandbox.patch(&format!("{}/authorize", self.path), json!({})).await
    }

    /// Has a code sent; answers it.
    pub async fn code(&self) -> String {
        self.authorize().await.expect(StatusCode::OK);
        let messages = self.sandbox.messages().await;
        assert_eq!(messages[0]["kind"], "signature");
        messages[0]["code"].as_str().unwrap().to_owned()
    }

    pub async fn confirm(&self, token: &str) -> Answer {
        self.sandbox.patch(&format!("{}/confirm", self.path), json!({ "token": token })).await
    }

    /// Signs with the right code; waits until the signing service has decided.
    pub async fn sign(&self, subscriber: &mut Subscriber) {
        let code = self.code().await;
        let confirmed = self.confirm(&code).await.expect(StatusCode::OK);
        assert_eq!(confirmed["status"], "confirmed");
        subscriber.wait_for(|event| ["successful", "failed"].iter().any(|end| event["status"] == *end)).await;
    }

    pub async fn account_snapshot(&self) -> Answer {
        self.sandbox.get(&format!("{}/account_snapshot", self.path)).await
    }

    pub async fn resource(&self) -> Value {
        self.sandbox.get(&self.path).await.expect(StatusCode::OK)
    }

    pub async fn expect(&self, status: &str, failure_reason: Option<&str>) {
        let resource = self.resource().await;
        assert_eq!(resource["status"], status);
        assert_eq!(resource["failure_reason"].as_str(), failure_reason);
    }

    pub async fn documents(&self) -> Vec<Value> {
        let path = format!("{}?include_documents=true", self.path);
        let resource = self.sandbox.get(&path).await.expect(StatusCode::OK);
        resource["documents"].as_array().unwrap().clone()
    }
}

pub async fn create(sandbox: &TestSandbox, person: &str, iban: &str) -> Answer {
    let body = json!({
        "method": "bank", "iban": iban, "terms_and_conditions_signed_at": "2026-11-23T11:59:00.000Z",
    });
    sandbox.post(&format!("{person}/identifications"), body).await
}
