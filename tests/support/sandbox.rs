//! What a test asks of the sandbox behind the server.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::{Value, json};

use super::World;

impl World {
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
        let token = self.http.post(format!("{}oauth/token", self.server.sandbox));
        let token =
            token.basic_auth("sandbox", Some("sandbox")).form(&[("grant_type", "client_credentials")]);
        let token: Value = token.send().await.unwrap().json().await.unwrap();
        token["access_token"].as_str().unwrap().to_owned()
    }

    /// Solaris forgets the persons of the sandbox, as after a request for erasure.
    pub async fn delete_persons(&self) {
        let events = self.http.get(format!("{}sandbox/webhooks", self.server.sandbox)).send().await.unwrap();
        let subscribed: Value = events.json().await.unwrap();
        assert!(subscribed["subscriptions"].as_array().is_some_and(|all| !all.is_empty()));
        for person in self.solaris(Method::GET, "").await.as_array().unwrap() {
            let id = person["id"].as_str().unwrap();
            let gone = self.http.delete(format!("{}sandbox/persons/{id}", self.server.sandbox));
            gone.send().await.unwrap().error_for_status().unwrap();
        }
    }

    /// Another client of Solaris asks for the code that signs, for the newest identification.
    pub async fn authorize_elsewhere(&self) {
        let newest = async |path: &str| {
            let all = self.solaris(Method::GET, path).await;
            all[0]["id"].as_str().unwrap().to_owned()
        };
        let person = newest("?sort=-created_at").await;
        let identifications = format!("/{person}/identifications");
        let id = newest(&identifications).await;
        self.solaris(Method::PATCH, &format!("{identifications}/{id}/authorize")).await;
    }

    /// What another client of Solaris does with `/v1/persons`.
    async fn solaris(&self, method: Method, path: &str) -> Value {
        let call = self.http.request(method, format!("{}v1/persons{path}", self.server.sandbox));
        let call = call.bearer_auth(self.access_token().await);
        call.send().await.unwrap().error_for_status().unwrap().json().await.unwrap()
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
        self.sms(kind).await["code"].as_str().unwrap().to_owned()
    }

    /// The newest SMS with a code, to the test number.
    pub async fn sms(&self, kind: &str) -> Value {
        let url = format!("{}sandbox/sms?number=%2B15550101", self.server.sandbox);
        let inbox: Vec<Value> = self.http.get(url).send().await.unwrap().json().await.unwrap();
        inbox.into_iter().find(|sms| sms["kind"] == kind).expect("an SMS was sent")
    }
}
