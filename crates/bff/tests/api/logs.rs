use std::{
    io,
    sync::{Arc, Mutex},
};

use bankident_wire::Step;
use serde_json::json;
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

use crate::support::{Customer, GOOD_IBAN, MOBILE_CODE, NUMBER, TestApp};

/// Collects the log, to search it.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

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

#[tokio::test]
async fn a_whole_walk_logs_nothing_about_the_person() {
    let log = Log::default();
    let filter = EnvFilter::new("info,bankident_bff=trace,bankident_sandbox=trace,bankident_wire=trace");
    let subscriber =
        tracing_subscriber::fmt().with_writer(log.clone()).with_env_filter(filter).with_ansi(false).finish();
    // For all threads: commands run in tasks of their own. The other tests' lines are searched too.
    tracing::subscriber::set_global_default(subscriber).unwrap();

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

    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
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
