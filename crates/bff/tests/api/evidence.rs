//! Evidence of consents: what was on the screen is kept, nothing of it can be changed unseen, and an erasure takes only the words.

use std::{collections::BTreeMap, fs};

use bankident_bff::domain::evidence::SignedEvidence;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use crate::support::{Customer, TestApp, command};

/// What `bankident evidence ..` says, and whether it succeeds.
fn evidence(app: &TestApp, arguments: &[&str]) -> (bool, String) {
    let output = command(app.database(), app.folder()).arg("evidence").args(arguments).output().unwrap();
    let said = if output.status.success() { output.stdout } else { output.stderr };
    (output.status.success(), String::from_utf8(said).unwrap())
}

fn in_order(app: &TestApp) -> String {
    let (is_fine, said) = evidence(app, &["verify"]);
    assert!(is_fine, "{said}");
    said
}

/// The sentences of `legal.ftl`, without markup.
fn sentences(lang: &str) -> BTreeMap<String, String> {
    let file = format!("{}/../../locales/{lang}/legal.ftl", env!("CARGO_MANIFEST_DIR"));
    let messages = fs::read_to_string(file).unwrap();
    let messages = messages.lines().filter_map(|line| line.split_once(" = "));
    let plain = |text: &str| {
        let mut parts = text.split('<');
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| text + part.split_once('>').unwrap().1)
    };
    messages.map(|(id, text)| (id.to_owned(), plain(text))).collect()
}

/// A customer of Nordlicht who has signed; the first consents in English, the later ones in German.
async fn signed(app: &TestApp) -> (String, Customer<'_>) {
    let created = app.commissioned(json!({})).await;
    let mut customer = Customer::start_with(app, &created).await;
    customer.language = "en";
    customer.submit("/terms", customer.terms()).await;
    customer.language = "de";
    customer.submit("/person", customer.person()).await;
    customer.submit("/address", customer.address()).await;
    customer.submit("/status", customer.status()).await;
    customer.submit("/mobile", json!({ "number": crate::support::NUMBER })).await;
    customer.submit("/check", json!({})).await;
    customer.submit("/mobile-code", json!({ "token": crate::support::MOBILE_CODE })).await;
    let bank = customer.bank_of(customer.submit("/iban", customer.iban(crate::support::GOOD_IBAN)).await);
    let mut news = customer.stages().await;
    bank.log_in().await.confirm().await;
    news.until(|stage| stage.step() == bankident_wire::Step::Contract).await;
    customer.submit_contract().await;
    customer.sign(&mut news).await;
    (created["id"].as_str().unwrap().to_owned(), customer)
}

async fn exported(app: &TestApp, id: &str) -> SignedEvidence {
    let answer = app.partner(Method::GET, &format!("/journeys/{id}/evidence"), None).await;
    let answer: Value = answer.json().await.unwrap();
    serde_json::from_value(answer["consent_records"].clone()).unwrap()
}

#[tokio::test]
async fn every_consent_of_a_walk_is_kept_as_it_was_shown() {
    let app = TestApp::start().await;
    let (id, _customer) = signed(&app).await;
    let records = exported(&app, &id).await.evidence.records;
    let (german, english) = (sentences("de"), sentences("en"));
    let expected = [
        ("terms_conditions_signed_at", "en", &english["terms-conditions"], 3),
        ("data_terms_signed_at", "en", &english["data-terms"], 1),
        ("own_economic_interest_signed_at", "de", &german["own-economic-interest"], 0),
        ("fatca_crs_confirmed_at", "de", &german["fatca-crs"], 0),
        ("terms_and_conditions_signed_at", "de", &german["swisscom-terms"], 1),
    ];
    assert_eq!(records.len(), expected.len());
    for (record, (field, language, text, links)) in records.iter().zip(expected) {
        let consent = &record.consent;
        assert_eq!(
            (consent.field.as_str(), consent.language.as_str(), &consent.text),
            (field, language, text)
        );
        assert_eq!(hex::encode(consent.text_sha256.0), hex::encode(Sha256::digest(text)), "{field}");
        assert_eq!(consent.links.len(), links, "{field}");
        assert_eq!(consent.journey_id.as_ref(), Some(&id));
        let times = (consent.ticked_at.as_str(), consent.recorded_at.to_rfc3339());
        assert_eq!(times, ("2026-11-23T12:00:00Z", "2026-11-23T12:00:00+00:00".to_owned()));
    }
    assert_eq!(records[0].consent.links[0].label, "General Terms & Conditions");
    assert_eq!(records[0].consent.links[0].address, "https://www.solarisgroup.com/customer-information/");
    assert_eq!(
        records[4].consent.hint.as_deref(),
        Some("Swisscom stellt die elektronische Unterschrift aus.")
    );
    assert_eq!(records[0].consent.words, "/locales/en.ftl");
    let theirs = records[4].consent.words.strip_prefix("/locales/de.ftl,/p/nordlicht/de.ftl?").unwrap();
    assert_eq!(theirs.len(), 16, "the hash of the partner's words");
    assert_eq!(in_order(&app).lines().next(), Some("5 consents as they were given, 0 erased"));
}

/// A page that was open when the words changed still shows the earlier ones.
#[tokio::test]
async fn the_words_that_the_page_names_are_those_that_were_shown() {
    let app = TestApp::start().await;
    let earlier = "/locales/de-0123456789abcdef.ftl";
    for (named, expected) in [(earlier, "Frühere Worte."), ("/locales/de-fedcba9876543210.ftl", "Hiermit")] {
        let customer = Customer::start(&app).await;
        let command =
            app.http.post(format!("{}/api/journey/terms", app.url())).bearer_auth(&customer.session);
        let command = command.header("accept-language", "de").header("bankident-words", named);
        assert_eq!(command.json(&customer.terms()).send().await.unwrap().status(), StatusCode::OK);
        let journey = customer.stored().await.id;
        let kept = app.state().store.evidence(journey, app.now()).await.unwrap().unwrap();
        let consent = &kept.evidence.records[0].consent;
        assert!(consent.text.starts_with(expected), "{}", consent.text);
        assert_eq!(consent.page_words.as_deref(), Some(named));
        assert_eq!(consent.words == named, named == earlier, "what was not found is not claimed");
    }
}

#[tokio::test]
async fn a_command_that_is_refused_leaves_no_evidence() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    let early =
        json!({ "terms_conditions_signed_at": app.now(), "data_terms_signed_at": "2020-01-01T00:00:00Z" });
    customer.mistakes("/terms", early).await;
    customer.submit("/terms", customer.terms()).await;
    customer.submit("/terms", customer.terms()).await;
    assert_eq!(
        in_order(&app).lines().next(),
        Some("2 consents as they were given, 0 erased"),
        "a second click is none"
    );
}

#[tokio::test]
async fn a_file_can_be_checked_without_the_server() {
    let app = TestApp::start().await;
    let (id, customer) = signed(&app).await;
    let on_disk = |name: &str| app.folder().join(name).display().to_string();
    let (_, key) = evidence(&app, &["key"]);
    let verify = |file: &str, key: &str| evidence(&app, &["verify", file, "--key", key.trim()]);
    let (is_fine, said) = evidence(&app, &["export", &id, "--output", &on_disk("evidence.json")]);
    assert!(is_fine, "{said}");
    let (is_fine, said) = verify(&on_disk("evidence.json"), &key);
    assert!(is_fine && said.starts_with("5 consents"), "{said}");
    let (_, by_number) = evidence(&app, &["export", "3"]);
    let by_number: SignedEvidence = serde_json::from_str(&by_number).unwrap();
    assert_eq!(by_number.evidence.records, exported(&app, &id).await.evidence.records);

    let (is_fine, said) =
        evidence(&app, &["export", &id, "--format", "pdf", "--output", &on_disk("evidence.pdf")]);
    assert!(is_fine && fs::read(on_disk("evidence.pdf")).unwrap().starts_with(b"%PDF-"), "{said}");

    // What the partner has got is as good.
    let answer = app.partner(Method::GET, &format!("/journeys/{id}/evidence"), None).await;
    fs::write(on_disk("answer.json"), answer.bytes().await.unwrap()).unwrap();
    assert!(verify(&on_disk("answer.json"), &key).0);
    let (is_fine, said) = verify(&on_disk("answer.json"), &"0".repeat(64));
    assert!(!is_fine && said.contains("record 1 was changed, or another key has signed it"), "{said}");

    let text = fs::read_to_string(on_disk("evidence.json")).unwrap();
    let changed = text.replace("auf eigene Rechnung", "auf fremde Rechnung");
    assert_ne!(changed, text);
    fs::write(on_disk("changed.json"), changed).unwrap();
    let (is_fine, said) = verify(&on_disk("changed.json"), &key);
    assert!(!is_fine && said.contains("what record 3 is about was changed"), "{said}");
    let (is_fine, said) = evidence(&app, &["export", "nobody"]);
    assert!(!is_fine && said.contains("no journey"), "{said}");
    drop(customer);
}

#[tokio::test]
async fn after_an_erasure_the_chain_verifies_and_the_words_are_gone() {
    let app = TestApp::start().await;
    let (id, customer) = signed(&app).await;
    let other = Customer::start(&app).await;
    other.submit("/terms", other.terms()).await;
    let head = in_order(&app).lines().nth(1).unwrap().strip_prefix("head ").unwrap().to_owned();
    let erased = app.partner(Method::DELETE, &format!("/journeys/{id}"), None).await;
    assert_eq!(erased.status(), StatusCode::NO_CONTENT);
    assert_eq!(in_order(&app).lines().next(), Some("2 consents as they were given, 5 erased"));
    let (is_fine, said) = evidence(&app, &["verify", "--known", &head]);
    assert!(is_fine, "what was known before is still there: {said}");
    let (is_fine, said) = evidence(&app, &["export", &id]);
    assert!(!is_fine && said.contains("erased"), "{said}");
    let journey = customer.stored().await.id;
    assert_eq!(app.state().store.evidence(journey, app.now()).await.unwrap(), None);
    let path = format!("/journeys/{id}/evidence");
    assert_eq!(app.partner(Method::GET, &path, None).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn consents_of_many_customers_at_once_stand_in_one_chain() {
    let app = TestApp::start().await;
    let walks = (0..12).map(|_| async {
        let customer = Customer::start(&app).await;
        customer.to_mobile().await;
        customer.stored().await.id
    });
    let journeys = futures_util::future::join_all(walks).await;
    assert_eq!(in_order(&app).lines().next(), Some("48 consents as they were given, 0 erased"));
    for journey in journeys {
        let kept = app.state().store.evidence(journey, app.now()).await.unwrap().unwrap();
        let numbers: Vec<u32> = kept.evidence.records.iter().map(|record| record.consent.number).collect();
        assert_eq!(numbers, [1, 2, 3, 4]);
    }
}

#[tokio::test]
async fn the_database_lets_nobody_change_or_remove_evidence() {
    let app = TestApp::start().await;
    let (_, _customer) = signed(&app).await;
    sqlx::any::install_default_drivers();
    let database = sqlx::AnyPool::connect(app.database()).await.unwrap();
    for refused in ["UPDATE evidence SET day = '2020-01-01'", "DELETE FROM evidence WHERE sequence = 5"] {
        let refused = sqlx::query(refused).execute(&database).await.unwrap_err().to_string();
        assert!(refused.contains("evidence is never"), "{refused}");
    }
}

/// Somebody with the database's file, who knows SQL, and takes the triggers away first.
#[tokio::test]
async fn whoever_tampers_with_the_database_is_found_out() {
    let app = TestApp::start_in_a_file().await;
    let (_, _customer) = signed(&app).await;
    let said = in_order(&app);
    let head = said.lines().nth(1).unwrap().strip_prefix("head ").unwrap();
    let file = app.folder().join("bankident.sqlite");
    let sql = async |database: &std::path::Path, statements: &str| {
        let mut connection =
            SqliteConnection::connect(&format!("sqlite://{}", database.display())).await.unwrap();
        let done = sqlx::raw_sql(AssertSqlSafe(statements.to_owned())).execute(&mut connection).await;
        connection.close().await.unwrap();
        done.map(drop)
    };
    let copy = app.folder().join("tampered.sqlite");
    fs::copy(app.folder().join("bankident.sqlite-keys"), app.folder().join("tampered.sqlite-keys")).unwrap();
    for (tampering, expected) in [
        ("UPDATE evidence SET day = '2020-01-01' WHERE sequence = 2", "record 2 was changed"),
        ("UPDATE evidence SET content = previous WHERE sequence = 3", "record 3 was changed"),
        ("UPDATE evidence SET signature = zeroblob(64) WHERE sequence = 1", "record 1 was changed"),
        ("UPDATE evidence SET signature = x'00' WHERE sequence = 1", "record 1 was changed"),
        ("DELETE FROM evidence WHERE sequence = 4", "record 4 is missing"),
        ("DELETE FROM evidence WHERE sequence = 5", "record 5 is missing"),
        (
            "UPDATE evidence_head SET sequence = 4, hash = (SELECT previous FROM evidence WHERE sequence = 5); \
             DELETE FROM evidence WHERE sequence = 5",
            "record 5 is missing",
        ),
        (
            "UPDATE evidence SET sequence = -2 WHERE sequence = 2; UPDATE evidence SET sequence = 2 WHERE sequence = 3; \
             UPDATE evidence SET sequence = 3 WHERE sequence = -2",
            "record 2 was changed",
        ),
        ("DELETE FROM evidence_records WHERE sequence = 2", "record 2 is missing"),
        (
            "UPDATE evidence_records SET sealed = zeroblob(99) WHERE sequence = 2",
            "what record 2 is about was changed",
        ),
        (
            "CREATE TABLE old AS SELECT * FROM evidence_records; UPDATE evidence_records \
             SET sealed = (SELECT sealed FROM old WHERE old.sequence = 1) WHERE sequence = 2",
            "what record 2 is about was changed",
        ),
    ] {
        fs::remove_file(&copy).ok();
        sql(&file, &format!("VACUUM INTO '{}'", copy.display())).await.unwrap();
        let unguarded = "PRAGMA foreign_keys = OFF; DROP TRIGGER evidence_is_not_changed; DROP TRIGGER evidence_is_not_removed;";
        sql(&copy, &format!("{unguarded} {tampering}")).await.unwrap();
        let url = format!("sqlite://{}", copy.display());
        let (is_fine, said) = evidence(&app, &["verify", "--database", &url, "--known", head]);
        assert!(!is_fine && said.contains(expected), "{tampering}: {said}");
        if expected.contains("changed") {
            let (is_fine, said) = evidence(&app, &["export", "4", "--database", &url]);
            assert!(!is_fine && said.contains(expected), "it is not signed again: {tampering}: {said}");
        }
    }
}
