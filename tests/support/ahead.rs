//! A journey that has begun elsewhere: what a test is not about, it need not click through.

use serde_json::{Value, json};

use super::World;

/// The commands of a browser, without one.
pub struct Ahead<'a> {
    world: &'a World,
    session: String,
    /// The server's time, for the consents.
    now: Value,
}

/// As a browser chooses one: 64 hexadecimal digits.
fn session() -> String {
    let uuid = || std::fs::read_to_string("/proc/sys/kernel/random/uuid").unwrap();
    [uuid(), uuid()].concat().replace(['-', '\n'], "")
}

impl<'a> Ahead<'a> {
    pub async fn start(world: &'a World) -> Ahead<'a> {
        let session = session();
        let started = world.http.post(format!("{}api/journey", world.server.wizard)).bearer_auth(&session);
        let started: Value = started.json(&json!({})).send().await.unwrap().json().await.unwrap();
        Ahead { world, session, now: started["now"].clone() }
    }

    pub async fn to_mobile(&self) {
        let now = &self.now;
        self.post("terms", json!({ "terms_conditions_signed_at": now, "data_terms_signed_at": now })).await;
        let person = json!({
            "salutation": "MR", "first_name": "Leander", "last_name": "Zierfisch", "birth_date": "15.07.1978",
            "birth_city": "Aachen", "birth_country": "DE", "nationality": "DE",
        });
        self.post("person", person).await;
        let address = json!({
            "address": { "line_1": "Berliner Str. 45", "postal_code": "14169", "city": "Berlin", "country": "DE" },
            "email": "person@example.com",
        });
        self.post("address", address).await;
        let status = json!({
            "employment_status": "EMPLOYED", "tax_assessment_country": "DE", "fatca_relevant": false,
            "own_economic_interest_signed_at": now, "fatca_crs_confirmed_at": now,
        });
        self.post("status", status).await;
    }

    pub async fn to_check(&self) {
        self.to_mobile().await;
        self.post("mobile", json!({ "number": "+15550101" })).await;
    }

    pub async fn to_mobile_code(&self) {
        self.to_check().await;
        self.post("check", json!({})).await;
    }

    pub async fn to_iban(&self) {
        self.to_mobile_code().await;
        let token = self.world.code("mobile").await;
        self.post("mobile-code", json!({ "token": token })).await;
    }

    pub async fn submit_iban(&self, iban: &str) -> Value {
        self.post("iban", json!({ "iban": iban, "terms_and_conditions_signed_at": self.now })).await
    }

    /// Through the bank's pages, each of which has one form.
    pub async fn to_contract(&self) {
        self.to_iban().await;
        let stage = self.submit_iban("DE11110101010100000020").await;
        self.finish_at_bank(stage["url"].as_str().unwrap()).await;
    }

    /// All of the bank's pages, whichever comes next.
    pub async fn finish_at_bank(&self, url: &str) {
        let inputs = [
            ("iban", "DE11110101010100000020"),
            ("account_number", "12345678"),
            ("pin", "12345"),
            ("tan", "123456"),
        ];
        for page in ["iban", "login", "tan"] {
            let form = url.replace("/bank?", &format!("/bank/{page}?"));
            let sent = self.world.http.post(form).form(&inputs).send().await.unwrap();
            assert!(sent.status().is_success(), "{page}");
        }
    }

    /// The browser takes the journey over.
    pub async fn open(&self, lang: &str) {
        // The storage is the page's. Until the wizard is there, with a journey of its own, it still writes into it.
        self.world.open(lang).await;
        self.world.find("html[data-wizard=here] main[data-step]").await;
        let remember = "sessionStorage.clear(); sessionStorage.setItem('session', arguments[0])";
        self.world.browser.execute(remember, vec![self.session.clone().into()]).await.unwrap();
        self.world.open(lang).await;
    }

    pub async fn post(&self, command: &str, body: Value) -> Value {
        let url = format!("{}api/journey/{command}", self.world.server.wizard);
        let answer = self.world.http.post(url).bearer_auth(&self.session).json(&body).send().await.unwrap();
        assert!(answer.status().is_success(), "{command}: {}", answer.text().await.unwrap());
        answer.json().await.unwrap()
    }
}
