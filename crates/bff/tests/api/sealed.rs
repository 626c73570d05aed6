//! What the files of the database say about a customer: nothing.

use std::fs;

use bankident_wire::Step;
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::support::{Customer, GOOD_IBAN, NUMBER, TestApp, bankident};

/// Those of the texts that stand in a file of the database.
fn found<'a>(app: &TestApp, texts: &[&'a str]) -> Vec<&'a str> {
    let files = fs::read_dir(app.folder()).unwrap().map(|entry| entry.unwrap().path());
    let files =
        files.filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with("bankident.sqlite"));
    let files: Vec<Vec<u8>> = files.map(|path| fs::read(path).unwrap()).collect();
    assert!(files.len() >= 4, "database, log, index of the log, lock");
    let is_in = |text: &&&str| {
        files.iter().any(|file| file.windows(text.len()).any(|window| window == text.as_bytes()))
    };
    texts.iter().filter(is_in).copied().collect()
}

/// Everything that names the customer, walked up to the signature.
#[tokio::test]
async fn no_file_names_a_customer_while_they_walk_or_after_their_erasure() {
    let app = TestApp::start_in_a_file().await;
    let created = app.commissioned(json!({ "reference": "order-of-zierfisch" })).await;
    let id = created["id"].as_str().unwrap();
    let customer = Customer::start_with(&app, &created).await;
    let mut stages = {
        customer.to_contract().await;
        customer.stages().await
    };
    customer.read_documents().await;
    customer.submit_contract().await;
    let application = customer.stored().await.application;
    let person =
        app.meanwhile(Method::GET, &format!("/v1/persons/{}", application.person_id().unwrap()), None).await;
    let mut names: Vec<String> = ["first_name", "last_name", "birth_date", "birth_city", "email"]
        .map(|member| person[member].as_str().unwrap().to_owned())
        .to_vec();
    names.extend(
        ["line_1", "postal_code", "city"]
            .map(|member| person["address"][member].as_str().unwrap().to_owned()),
    );
    names.extend([NUMBER, GOOD_IBAN, "order-of-zierfisch"].map(str::to_owned));
    // What they have agreed to, and where, tells about them too.
    names.extend(["Hiermit akzeptiere", "wirtschaftlichen Interesse"].map(str::to_owned));
    names.extend([application.person_id(), application.identification_id()].map(|id| id.unwrap().to_owned()));
    names.extend(application.documents().iter().map(|document| document.shown.id.clone()));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert!(names.len() > 12, "{names:?}");
    assert_eq!(found(&app, &[id]), [id], "what is not secret is found");
    assert_eq!(found(&app, &names), Vec::<&str>::new(), "while they walk");

    customer.sign(&mut stages).await;
    assert_eq!(found(&app, &names), Vec::<&str>::new(), "after the signature");
    let erased = app.partner(Method::DELETE, &format!("/journeys/{id}"), None).await;
    assert_eq!(erased.status(), StatusCode::NO_CONTENT);
    assert_eq!(found(&app, &names), Vec::<&str>::new(), "after the erasure");
}

/// The disk is lost on Tuesday; Monday's copy and the newest keys are on another one.
#[tokio::test]
async fn a_walk_goes_on_from_a_copy_and_an_erased_one_does_not_come_back() {
    let mut app = TestApp::start_in_a_file().await;
    let other_disk = tempfile::tempdir().unwrap();
    let on_it = |name: &str| other_disk.path().join(name).display().to_string();
    let (monday, tuesday, keys) = (on_it("monday"), on_it("tuesday"), on_it("keys"));
    let created = app.commissioned(json!({})).await;
    let [session, erased_session] = {
        let customer = Customer::start(&app).await;
        customer.to_iban().await;
        let erased = Customer::start_with(&app, &created).await;
        erased.to_iban().await;
        [customer.session.clone(), erased.session.clone()]
    };
    app.bankident(&["backup", &monday, "--keys", &keys]);
    let path = format!("/journeys/{}", created["id"].as_str().unwrap());
    assert_eq!(app.partner(Method::DELETE, &path, None).await.status(), StatusCode::NO_CONTENT);
    app.bankident(&["backup", &tuesday, "--keys", &keys]);

    let (mut said, database) = (String::new(), app.database().to_owned());
    app.restart_after(|folder| {
        let master_keys = on_it("master-keys");
        fs::rename(folder.join("bankident.sqlite-keys"), &master_keys).unwrap();
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
            if entry.file_name().to_str().unwrap().starts_with("bankident.sqlite") {
                fs::remove_file(entry.path()).unwrap();
            }
        }
        fs::copy(&master_keys, folder.join("bankident.sqlite-keys")).unwrap();
        said = bankident(&database, folder, &["restore", &monday, "--keys", &keys]);
    })
    .await;
    assert_eq!(said, "restored 1 journeys, left out 1 that do not open\n");
    let customer = Customer { app: &app, session, language: "de" };
    assert_eq!(customer.reload().await.step(), Step::Iban);
    assert_eq!(customer.submit("/iban", customer.iban(GOOD_IBAN)).await.step(), Step::Bank);
    let erased = app.http.get(format!("{}/api/journey", app.url())).bearer_auth(erased_session);
    assert_eq!(erased.send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn master_keys_are_rotated_while_the_server_runs() {
    let mut app = TestApp::start().await;
    let keys = app.folder().join("bankident.sqlite-keys");
    let old = fs::read_to_string(&keys).unwrap();
    let session = {
        let customer = Customer::start(&app).await;
        customer.to_iban().await;
        customer.session.clone()
    };
    let new = app.bankident(&["keys", "new"]);
    fs::write(&keys, format!("{old}\n{new}")).unwrap();
    app.restart().await;
    assert!(
        app.bankident(&["keys", "rotate"]).starts_with("sealed 2 keys "),
        "the database's and the journey's"
    );
    assert!(app.bankident(&["keys", "rotate"]).starts_with("sealed 0 keys "));
    let customer = Customer { app: &app, session, language: "de" };
    assert_eq!(customer.reload().await.step(), Step::Iban, "the server has not noticed");
    let session = customer.session;
    fs::write(&keys, new).unwrap();
    app.restart().await;
    let customer = Customer { app: &app, session, language: "de" };
    assert_eq!(customer.reload().await.step(), Step::Iban, "without the old key");
    let stage = customer.submit("/iban", customer.iban(GOOD_IBAN)).await;
    assert_eq!(stage.step(), Step::Bank);
}
