use std::{
    io,
    sync::{Arc, Mutex},
};

use bankident_wire::Step;
use reqwest::Method;
use serde_json::json;
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

use crate::support::{Customer, GOOD_IBAN, MOBILE_CODE, NUMBER, TestApp};

/// Collects the log, to search it.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Log {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Log;

    fn make_writer(&'a self) -> Log {
        self.clone()
    }
}

/// What somebody has to look up at Solaris is found by the reference that the customer reads out.
async fn errors_stand_there_with_their_ids(log: &Log) {
    let app = TestApp::start_without_webhooks().await;
    let endpoint = "POST /v1/persons/{person_id}/identifications";
    for (status, code) in [(412, "DEPENDENCY_ERROR"), (412, "IBAN_USAGE_LIMIT_EXCEEDED"), (400, "type_error")]
    {
        let created = app.commissioned(json!({})).await;
        let customer = Customer::start_with(&app, &created).await;
        customer.to_iban().await;
        app.provoke(endpoint, 1, json!({ "kind": "status", "status": status, "code": code })).await;
        customer.request(Method::POST, "/iban", Some(customer.iban(GOOD_IBAN))).await;
        let view = app.partners_view(created["id"].as_str().unwrap()).await;
        let error = &view["errors"][0];
        let ids = ["reference", "error_id", "person_id"].map(|name| error[name].as_str().unwrap());
        let text = log.text();
        let line = text.lines().find(|line| ids.iter().all(|id| line.contains(id)));
        let line = line.unwrap_or_else(|| panic!("{code}: no line has all of {ids:?}"));
        assert!(line.contains(" WARN ") && line.contains(code), "{line}");
    }
}

#[tokio::test]
async fn a_whole_walk_logs_nothing_about_the_person() {
    let log = Log::default();
    let filter = EnvFilter::new("info,bankident_bff=trace,bankident_sandbox=trace,bankident_wire=trace");
    let subscriber =
        tracing_subscriber::fmt().with_writer(log.clone()).with_env_filter(filter).with_ansi(false).finish();
    // For all threads: commands run in tasks of their own. The other tests' lines are searched too.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    errors_stand_there_with_their_ids(&log).await;

    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    let mistaken =
        json!({ "first_name": "Leander", "last_name": "Zierfisch\u{0}", "birth_date": "15.07.1978x" });
    customer.submit("/terms", customer.terms()).await;
    customer.fail("/person", mistaken).await;
    customer.to_iban().await;
    customer.submit("/iban", customer.iban("DE44110101010100000008")).await;
    customer.submit("/choose", json!({ "way": "another-iban" })).await;
    let bank = customer.bank_of(customer.submit("/iban", customer.iban(GOOD_IBAN)).await);
    let mut stages = customer.stages().await;
    bank.log_in().await.confirm().await;
    stages.until(|stage| stage.step() == Step::Contract).await;
    customer.submit_contract().await;
    let token = app.code("signature").await;
    customer.sign(&mut stages).await;

    let logged = log.text();
    assert!(logged.contains("/api/journey/person"), "something is logged: {logged}");
    let session_key = bank.url.split("wizard_session_key=").nth(1).unwrap().split('&').next().unwrap();
    let secrets = [
        "Leander",
        "Zierfisch",
        "1978-07-15",
        "15.07.1978",
        "Aachen",
        "Berliner",
        "14169",
        "person@example.com",
        GOOD_IBAN,
        "DE44110101010100000008",
        NUMBER,
        "15550101",
        &token,
        MOBILE_CODE,
        &customer.session,
        session_key,
    ];
    for secret in secrets {
        let line = logged.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret}");
    }
}
