//! The partner API: what a partner's server asks, and what a browser can do with a start token.

use bankident_bff::journey::cleanup;
use bankident_wire::{ProblemCode, Reported, Stage, Step};
use chrono::TimeDelta;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{
    both_sides::persons,
    existing::created,
    support::{
        Customer, PUBLIC_URL, TestApp, VIDEO_URL,
        partners::{KEY, OTHER_KEY},
        problem,
    },
};

/// A problem of the partner API: its status and code.
async fn refusal(response: Response) -> (StatusCode, Value) {
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    assert_eq!(response.headers()["cache-control"], "no-store");
    let status = response.status();
    let problem: Value = response.json().await.unwrap();
    assert_eq!(problem["status"], status.as_u16());
    assert_eq!(problem["reference"].as_str().unwrap().len(), 8);
    (status, problem)
}

async fn stage(response: Response) -> Stage {
    assert_eq!(response.status(), StatusCode::CREATED, "{:?}", response.text().await);
    response.json::<Reported>().await.unwrap().stage
}

#[tokio::test]
async fn a_partner_is_who_has_one_of_its_keys() {
    let app = TestApp::start().await;
    for key in [KEY, "bk_of_nordlicht_once"] {
        let created = app.partner_with(key, Method::POST, "/journeys", Some(json!({}))).await;
        assert_eq!(created.status(), StatusCode::CREATED, "each key of the partner's");
    }
    let (status, problem) = refusal(app.partner_with("bk_x", Method::POST, "/journeys", None).await).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNAUTHORIZED, &"unauthorized".into()));
    let without = app.http.get(format!("{}/partner/v1/journeys/x", app.url())).send().await.unwrap();
    assert_eq!(without.headers()["www-authenticate"], "Bearer");
    assert_eq!(refusal(without).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_start_token_serves_one_browser_within_ten_minutes() {
    let app = TestApp::start().await;
    let created = app.commissioned(json!({ "locale": "en" })).await;
    let token = created["start_token"].as_str().unwrap();
    assert!(token.starts_with("nordlicht."), "the embed script reads the partner there");
    assert_eq!(created["url"], format!("{PUBLIC_URL}/p/nordlicht?locale=en#start={token}"));
    assert_eq!((&created["stage"], &created["outcome"]), (&Value::Null, &Value::Null));

    let customer = Customer::start_with(&app, &created).await;
    let again = customer.try_start("nordlicht", &created).await;
    let again: Reported = again.json().await.unwrap();
    assert_eq!(again.locale.as_deref(), Some("en"));
    assert_eq!(again.stage.step(), Step::Terms, "the answer may have been lost");
    customer.submit("/terms", customer.terms()).await;
    let again = customer.try_start("nordlicht", &created).await;
    assert_eq!(stage(again).await.step(), Step::Person, "whose it is can open it again");
    let thief = Customer::new(&app);
    let used = problem(thief.try_start("nordlicht", &created).await).await;
    assert_eq!(used.code, ProblemCode::StartTokenInvalid);
    assert_eq!(problem(thief.request(Method::GET, "", None).await).await.code, ProblemCode::SessionUnknown);

    let late = app.commissioned(json!({})).await;
    app.advance(TimeDelta::minutes(10));
    let expired = problem(Customer::new(&app).try_start("nordlicht", &late).await).await;
    assert_eq!(expired.code, ProblemCode::StartTokenInvalid);
    assert_eq!(app.partners_view(late["id"].as_str().unwrap()).await["outcome"], "expired");
    assert_eq!(customer.reload().await.step(), Step::Person, "who has started goes on");
}

/// A mail scanner with a browser opens every link, runs its scripts and moves the mouse.
#[tokio::test]
async fn opening_a_link_uses_nothing_up() {
    let app = TestApp::start().await;
    let created = app.commissioned(json!({})).await;
    let id = created["id"].as_str().unwrap();
    let scanner = Customer::start_with(&app, &created).await;
    assert_eq!(scanner.visit().await.stage.step(), Step::Terms);
    assert_eq!(scanner.stages().await.next().await.unwrap().step(), Step::Terms);
    let in_app = Customer::start_with(&app, &created).await;
    let mut watching = in_app.stages().await;
    assert_eq!(watching.next().await.unwrap().step(), Step::Terms);
    assert_eq!(app.partners_view(id).await["started_at"], Value::Null, "nobody has begun");

    // The customer goes on in the real browser, and begins there.
    let customer = Customer::start_with(&app, &created).await;
    assert_eq!(customer.submit("/terms", customer.terms()).await.step(), Step::Person);
    assert_eq!(watching.next().await, None, "nothing is pushed to who has only opened it");
    let view = app.partners_view(id).await;
    assert_eq!((&view["stage"], &view["started_at"]), (&"person".into(), &json!(app.now())));
    for other in [scanner, in_app] {
        let command = other.fail("/terms", other.terms()).await;
        assert_eq!(command.code, ProblemCode::SessionUnknown);
        for path in ["", "/events"] {
            let read = problem(other.request(Method::GET, path, None).await).await;
            assert_eq!(read.code, ProblemCode::SessionUnknown, "what the customer says is the customer's");
        }
        let again = problem(other.try_start("nordlicht", &created).await).await;
        assert_eq!(again.code, ProblemCode::StartTokenInvalid);
    }
    assert_eq!(customer.reload().await.step(), Step::Person);
}

#[tokio::test]
async fn who_acts_first_has_the_journey_even_with_a_mistake() {
    let app = TestApp::start().await;
    let created = app.commissioned(json!({})).await;
    let (first, second) =
        (Customer::start_with(&app, &created).await, Customer::start_with(&app, &created).await);
    first.fail("/terms", json!({})).await;
    assert_eq!(second.fail("/terms", second.terms()).await.code, ProblemCode::SessionUnknown);
    assert_eq!(first.submit("/terms", first.terms()).await.step(), Step::Person);
}

#[tokio::test]
async fn who_has_opened_a_link_in_time_can_read_the_terms_in_peace() {
    let app = TestApp::start().await;
    let created = app.commissioned(json!({})).await;
    let id = created["id"].as_str().unwrap();
    let left_open = Customer::start_with(&app, &created).await;
    app.advance(TimeDelta::minutes(40));
    cleanup::expire_unstarted(app.state()).await.unwrap();
    let late = problem(Customer::new(&app).try_start("nordlicht", &created).await).await;
    assert_eq!(late.code, ProblemCode::StartTokenInvalid, "the link itself is too old");
    assert_eq!(app.partners_view(id).await["outcome"], Value::Null);
    assert_eq!(stage(left_open.try_start("nordlicht", &created).await).await.step(), Step::Terms);

    // An hour after the last visit it is over, and what the partner knew is forgotten.
    app.advance(TimeDelta::minutes(60));
    assert_eq!(left_open.fail("/terms", left_open.terms()).await.code, ProblemCode::SessionUnknown);
    cleanup::expire_unstarted(app.state()).await.unwrap();
    let view = app.partners_view(id).await;
    assert_eq!((&view["outcome"], &view["started_at"]), (&"expired".into(), &Value::Null));
    let gone = problem(left_open.request(Method::GET, "", None).await).await;
    assert_eq!(gone.code, ProblemCode::SessionUnknown);
}

#[tokio::test]
async fn a_start_token_serves_on_its_own_partners_page_only() {
    let app = TestApp::start().await;
    let created = app.commissioned(json!({})).await;
    let elsewhere = problem(Customer::new(&app).try_start("seerose", &created).await).await;
    assert_eq!(elsewhere.code, ProblemCode::StartTokenInvalid);
    let customer = Customer::new(&app);
    let nowhere = json!({ "start_token": created["start_token"] });
    let nowhere = problem(customer.request(Method::POST, "", Some(nowhere)).await).await;
    assert_eq!(nowhere.code, ProblemCode::StartTokenInvalid);
    assert_eq!(stage(customer.try_start("nordlicht", &created).await).await.step(), Step::Terms);
}

#[tokio::test]
async fn a_start_token_does_not_bring_back_what_is_over() {
    let app = TestApp::start().await;
    let guess = json!({ "birth_date": "16.07.1978" });
    for registered in [true, false] {
        let created = app.commissioned(json!({})).await;
        let customer = Customer::start_with(&app, &created).await;
        match registered {
            true => customer.to_mobile_code().await,
            false => customer.to_check().await,
        };
        app.advance(TimeDelta::minutes(60));
        for _ in 0..3 {
            customer.request(Method::POST, "/resume", Some(guess.clone())).await;
        }
        let over = problem(customer.try_start("nordlicht", &created).await).await;
        assert_eq!(over.code, ProblemCode::StartTokenInvalid, "registered: {registered}");
    }
}

#[tokio::test]
async fn for_real_customers_a_journey_takes_a_partner() {
    let app = TestApp::start_for_partners().await;
    let alone = problem(Customer::new(&app).request(Method::POST, "", Some(json!({}))).await).await;
    assert_eq!(alone.code, ProblemCode::StartTokenInvalid);
    Customer::start_with(&app, &app.commissioned(json!({})).await).await.to_check().await;
}

/// Nothing personal may be stored before the customer agrees: it goes from the partner's page into the frame.
#[tokio::test]
async fn what_a_partner_knows_about_a_customer_is_not_taken_here() {
    let app = TestApp::start().await;
    for person in [
        json!({}),
        json!({ "first_name": "Leander", "last_name": "Zierfisch" }),
        json!({ "unknown": 1 }),
        json!(["Zierfisch"]),
        json!("Zierfisch"),
    ] {
        let body = json!({ "reference": "order-1", "person": person });
        let (status, problem) = refusal(app.partner(Method::POST, "/journeys", Some(body)).await).await;
        assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &"invalid".into()));
        assert_eq!(problem["errors"], json!([{ "pointer": "/person", "problem": "moved" }]));
        assert!(problem["detail"].as_str().unwrap().contains("Bankident.mount(place, { token, prefill"));
        assert!(!problem.to_string().contains("Zierfisch"), "{problem}");
    }
    let found = app.partner(Method::GET, "/journeys?reference=order-1", None).await;
    assert_eq!(found.json::<Value>().await.unwrap()["journeys"], json!([]), "nothing has begun");
}

/// Until the customer agrees, the database has their partner's name for the journey and nothing else.
#[tokio::test]
async fn before_the_consent_nothing_about_the_customer_is_stored() {
    let app = TestApp::start().await;
    let created = app.commissioned(json!({ "reference": "order-1", "locale": "de" })).await;
    let customer = Customer::start_with(&app, &created).await;
    customer.act().await;
    let stored = serde_json::to_value(customer.stored().await.application).unwrap();
    assert_eq!(stored["facts"], "unconsented");
    let begun: Vec<&String> = stored["commission"].as_object().unwrap().keys().collect();
    let expected = [
        "created_at",
        "journey_id",
        "locale",
        "opened_at",
        "partner",
        "reference",
        "return_urls",
        "start_by",
        "started_at",
    ];
    assert_eq!(begun, expected);
    // What is sent too early is not kept either.
    customer.submit("/person", customer.person()).await;
    let stored = serde_json::to_string(&customer.stored().await.application).unwrap();
    assert!(!stored.contains("Zierfisch"), "{stored}");
}

#[tokio::test]
async fn what_is_wrong_in_a_new_journey_is_named_and_not_quoted() {
    let app = TestApp::start().await;
    let wrong = json!({
        "reference": "Leander Zierfisch", "locale": "tlh", "return_urls": { "complete": "javascript:alert(1)" },
    });
    let (status, problem) = refusal(app.partner(Method::POST, "/journeys", Some(wrong)).await).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &"invalid".into()));
    let pointers: Vec<&str> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(pointers, ["/locale", "/reference", "/return_urls/complete"]);
    let text = problem.to_string();
    assert!(!text.contains("tlh") && !text.contains("alert") && !text.contains("Zierfisch"), "{text}");
}

#[tokio::test]
async fn each_member_of_a_new_journey_is_checked_by_itself() {
    let app = TestApp::start().await;
    let unreadable = (StatusCode::BAD_REQUEST, "unreadable");
    let invalid = (StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    for (body, kind, pointer, problem) in [
        (json!([]), unreadable, "", "wrong-type"),
        (json!([null, {}]), unreadable, "", "wrong-type"),
        (json!({ "personn": {} }), unreadable, "/personn", "unknown-member"),
        (json!({ "return_urls": [] }), unreadable, "/return_urls", "wrong-type"),
        (json!({ "locale": ["de"] }), unreadable, "/locale", "wrong-type"),
        (json!({ "locale": "fr" }), invalid, "/locale", "unsupported"),
        (json!({ "locale": "" }), invalid, "/locale", "unsupported"),
        (json!({ "reference": "" }), invalid, "/reference", "invalid"),
        (json!({ "return_urls": { "stopped": "myapp://done" } }), invalid, "/return_urls/stopped", "invalid"),
    ] {
        let answer = app.partner(Method::POST, "/journeys", Some(body.clone())).await;
        assert!(answer.headers().contains_key("ratelimit"), "{body}");
        let (status, found) = refusal(answer).await;
        assert_eq!((status, found["code"].as_str().unwrap()), kind, "{body}: {found}");
        assert_eq!(found["errors"], json!([{ "pointer": pointer, "problem": problem }]), "{body}");
    }
}

#[tokio::test]
async fn what_a_partner_does_not_know_may_be_null() {
    let app = TestApp::start().await;
    let nothing =
        json!({ "locale": null, "person": null, "person_id": null, "reference": null, "return_urls": null });
    app.commissioned(nothing).await;
    app.commissioned(json!({ "return_urls": { "complete": null } })).await;
}

#[tokio::test]
async fn a_longer_locale_finds_its_language_and_an_app_has_its_own_scheme() {
    let app = TestApp::start().await;
    let urls = json!({ "complete": "com.nordlicht.app:done", "stopped": "com.nordlicht.app://stopped?a=1" });
    let created = app.commissioned(json!({ "locale": "de-DE", "return_urls": urls })).await;
    assert!(created["start_token"].as_str().unwrap().ends_with(".de"), "{created}");
    assert!(created["url"].as_str().unwrap().contains("/p/nordlicht?locale=de#start="), "{created}");
}

/// Nordlicht's server begins a journey with an `Idempotency-Key`.
async fn begin_with(app: &TestApp, api_key: &str, key: &str, body: &Value) -> Response {
    let request = app.http.post(format!("{}/partner/v1/journeys", app.url())).bearer_auth(api_key);
    request.header("Idempotency-Key", key).json(body).send().await.unwrap()
}

#[tokio::test]
async fn the_same_call_with_the_same_key_begins_one_journey() {
    let app = TestApp::start().await;
    let body = json!({ "reference": "order-1", "locale": "de" });
    let begin = async |key: &str, body: &Value| {
        let created = begin_with(&app, KEY, key, body).await;
        assert_eq!(created.status(), StatusCode::CREATED);
        created.json::<Value>().await.unwrap()
    };
    let first = begin("order-1", &body).await;
    Customer::start_with(&app, &first).await;
    app.advance(TimeDelta::hours(23));
    assert_eq!(begin("order-1", &body).await, first, "the answer is the same");
    assert_eq!(begin("\"order-1\"", &body).await, first, "quotes are the header's");
    assert_ne!(begin("order-2", &body).await["id"], first["id"]);
    assert_ne!(app.commissioned(body.clone()).await["id"], first["id"], "without a key each is another");

    let other = json!({ "reference": "order-1", "locale": "en" });
    let (status, problem) = refusal(begin_with(&app, KEY, "order-1", &other).await).await;
    assert_eq!(
        (status, &problem["code"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"idempotency-key-reused".into())
    );
    let of_another_key = begin_with(&app, "bk_of_nordlicht_once", "order-1", &body).await;
    assert_eq!(refusal(of_another_key).await.1["code"], "idempotency-key-reused");
    let foreign = begin_with(&app, OTHER_KEY, "order-1", &body).await;
    assert_eq!(foreign.status(), StatusCode::CREATED, "each partner has its own keys");

    // What was refused is not remembered.
    let wrong = json!({ "reference": "" });
    assert_eq!(refusal(begin_with(&app, KEY, "order-3", &wrong).await).await.1["code"], "invalid");
    begin("order-3", &body).await;

    app.advance(TimeDelta::hours(1));
    assert_ne!(begin("order-1", &body).await["id"], first["id"], "a key is kept for a day");
    for bad in ["", "a b", &"x".repeat(256)] {
        let (status, problem) = refusal(begin_with(&app, KEY, bad, &body).await).await;
        assert_eq!((status, &problem["code"]), (StatusCode::BAD_REQUEST, &"unreadable".into()), "{bad}");
    }
}

#[tokio::test]
async fn calls_with_the_same_key_at_the_same_time_begin_one_journey() {
    let app = TestApp::start().await;
    let body = json!({ "reference": "order-1" });
    let calls = (0..8).map(|_| async { begin_with(&app, KEY, "at-once", &body).await.text().await.unwrap() });
    let answers = futures_util::future::join_all(calls).await;
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert!(answers[0].contains("start_token"), "{}", answers[0]);
}

#[tokio::test]
async fn no_start_token_is_stored_for_a_call_that_can_be_repeated() {
    let app = TestApp::start().await;
    let created = begin_with(&app, KEY, "order-1", &json!({})).await.json::<Value>().await.unwrap();
    let bits = created["start_token"].as_str().unwrap().strip_prefix("nordlicht.").unwrap();
    let files = std::fs::read_dir(app.folder()).unwrap().map(|entry| entry.unwrap().path());
    for file in files.filter(|path| path.is_file()) {
        let content = String::from_utf8_lossy(&std::fs::read(&file).unwrap()).into_owned();
        assert!(!content.contains(bits), "{}", file.display());
    }
}

#[tokio::test]
async fn a_method_that_a_path_does_not_have_is_a_problem_too() {
    let app = TestApp::start().await;
    for (method, path, allowed) in [
        (Method::PUT, "/journeys", "GET,HEAD,POST"),
        (Method::PATCH, "/journeys/x", "GET,HEAD,DELETE"),
        (Method::POST, "/journeys/x/evidence", "GET,HEAD"),
        (Method::POST, "/openapi.json", "GET,HEAD"),
    ] {
        let answer = app.partner(method.clone(), path, None).await;
        assert_eq!(answer.headers()["allow"], allowed, "{method} {path}");
        let (status, problem) = refusal(answer).await;
        assert_eq!(
            (status, &problem["code"]),
            (StatusCode::METHOD_NOT_ALLOWED, &"method-not-allowed".into())
        );
    }
}

/// A person at Solaris, from another journey of the partner's; answers the id.
async fn person_of(app: &TestApp, verified: bool) -> String {
    let customer = Customer::start_with(app, &app.commissioned(json!({})).await).await;
    match verified {
        true => customer.to_iban().await,
        false => customer.to_mobile_code().await,
    };
    customer.stored().await.application.person_id().unwrap().to_owned()
}

#[tokio::test]
async fn a_known_person_begins_where_something_is_missing() {
    let app = TestApp::start().await;
    let verified = json!({ "person_id": person_of(&app, true).await });
    let created = app.commissioned(verified).await;
    let customer = Customer::new(&app);
    assert_eq!(stage(customer.try_start("nordlicht", &created).await).await, Stage::Iban);
    assert!(matches!(
        customer.submit("/iban", customer.iban(crate::support::GOOD_IBAN)).await,
        Stage::Bank(_)
    ));

    let unverified = json!({ "person_id": person_of(&app, false).await });
    let created = app.commissioned(unverified).await;
    let started = stage(Customer::new(&app).try_start("nordlicht", &created).await).await;
    let Stage::Mobile(mobile) = started else { panic!("{started:?}") };
    assert_eq!(mobile.number.unwrap().as_str(), "+15550101");
}

/// Whatever became of the journeys that brought them.
#[tokio::test]
async fn an_erased_person_stays_the_partners_own() {
    let app = TestApp::start().await;
    let begun = app.commissioned(json!({})).await;
    let customer = Customer::start_with(&app, &begun).await;
    customer.to_mobile_code().await;
    let person_id = customer.stored().await.application.person_id().unwrap().to_owned();
    let erased =
        app.partner(Method::DELETE, &format!("/journeys/{}", begun["id"].as_str().unwrap()), None).await;
    assert_eq!(erased.status(), StatusCode::NO_CONTENT);
    let body = json!({ "person_id": person_id });
    let (status, problem) =
        refusal(app.partner_with(OTHER_KEY, Method::POST, "/journeys", Some(body.clone())).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(problem["errors"][0], json!({ "pointer": "/person_id", "problem": "unknown" }));
    assert_eq!(app.partner(Method::POST, "/journeys", Some(body)).await.status(), StatusCode::CREATED);
}

/// Somebody whom nobody has brought is only for partners who may begin with existing persons.
#[tokio::test]
async fn a_person_who_was_never_here_is_for_those_who_may() {
    let app = TestApp::start().await;
    let body = json!({ "person_id": created(&app, &persons()[1]).await });
    let (status, problem) =
        refusal(app.partner_with(OTHER_KEY, Method::POST, "/journeys", Some(body.clone())).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(problem["errors"][0]["problem"], "unknown");
    assert_eq!(app.partner(Method::POST, "/journeys", Some(body)).await.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn a_person_of_somebody_else_is_unknown() {
    let app = TestApp::start().await;
    let demonstration = Customer::start(&app).await;
    demonstration.to_mobile_code().await;
    let person_id = demonstration.stored().await.application.person_id().unwrap().to_owned();
    for person_id in [person_id.as_str(), "0cper", "../webhooks", ""] {
        let body = json!({ "person_id": person_id });
        let (status, problem) = refusal(app.partner(Method::POST, "/journeys", Some(body)).await).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{person_id}");
        assert_eq!(problem["errors"][0], json!({ "pointer": "/person_id", "problem": "unknown" }));
    }
}

#[tokio::test]
async fn a_partner_sees_how_far_the_journey_is_and_never_who_it_is() {
    let app = TestApp::start().await;
    let return_urls = json!({ "complete": "https://nordlicht.example/thanks" });
    let created = app.commissioned(json!({ "reference": "order-1", "return_urls": return_urls })).await;
    let id = created["id"].as_str().unwrap();
    let customer = Customer::start_with(&app, &created).await;
    customer.to_check().await;
    let view = app.partners_view(id).await;
    assert_eq!((&view["stage"], &view["person_id"]), (&"check".into(), &Value::Null));
    let evidence = format!("/journeys/{id}/evidence");
    assert_eq!(refusal(app.partner(Method::GET, &evidence, None).await).await.0, StatusCode::NOT_FOUND);

    customer.submit("/check", json!({})).await;
    customer.submit("/mobile-code", json!({ "token": crate::support::MOBILE_CODE })).await;
    let bank = customer.bank_of(customer.submit("/iban", customer.iban(crate::support::GOOD_IBAN)).await);
    let mut news = customer.stages().await;
    bank.log_in().await.confirm().await;
    news.until(|stage| matches!(stage, Stage::Contract(_))).await;
    customer.submit_contract().await;
    let Stage::Done(done) = customer.sign(&mut news).await else { panic!() };

    let view = app.partners_view(id).await;
    let application = customer.stored().await.application;
    assert_eq!((&view["stage"], &view["outcome"]), (&"done".into(), &"successful".into()));
    assert_eq!(view["person_id"], application.person_id().unwrap());
    assert_eq!(view["identification_id"], application.identification_id().unwrap());
    assert_eq!(view["reference"], "order-1");
    assert!(view["completed_at"].is_string());
    let names: Vec<&str> = view.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = [
        "completed_at",
        "created_at",
        "errors",
        "id",
        "identification_id",
        "outcome",
        "person_id",
        "reference",
        "rejection",
        "stage",
        "started_at",
    ];
    assert_eq!(names, expected, "never more");
    let reported: Reported = customer.request(Method::GET, "", None).await.json().await.unwrap();
    assert_eq!(reported.return_url.as_deref(), Some("https://nordlicht.example/thanks"));

    let evidence: Value = app.partner(Method::GET, &evidence, None).await.json().await.unwrap();
    let file = customer.request(Method::GET, &format!("/documents/{}", done.documents[0].id), None).await;
    let hash = hex::encode(Sha256::digest(file.bytes().await.unwrap()));
    let document = &evidence["documents"][0];
    assert_eq!(document["sha256"], hash);
    // As the API describes it, to the letter.
    let name = document["name"].as_str().unwrap();
    assert!(name.starts_with("SIGNED_") && name.ends_with("_prepared_for_signing_kyc_report.pdf"), "{name}");
    let described = ["document_type", "content_type", "customer_accessible"].map(|part| &document[part]);
    assert_eq!(described, [&json!("SIGNED_QES_DOCUMENT"), &json!("application/pdf"), &json!(false)]);
    assert_eq!(evidence["consents"]["terms_conditions_signed_at"], "2026-11-23T12:00:00Z");
    assert!(!evidence.to_string().contains("Zierfisch"), "{evidence}");

    for path in [format!("/journeys/{id}"), format!("/journeys/{id}/evidence")] {
        let foreign = app.partner_with(OTHER_KEY, Method::GET, &path, None).await;
        assert_eq!(refusal(foreign).await.0, StatusCode::NOT_FOUND, "another partner sees nothing");
    }
}

#[tokio::test]
async fn what_a_partner_erases_is_gone() {
    let app = TestApp::start().await;
    let created = app.commissioned(json!({})).await;
    let path = format!("/journeys/{}", created["id"].as_str().unwrap());
    let customer = Customer::start_with(&app, &created).await;
    customer.to_mobile_code().await;
    let foreign = app.partner_with(OTHER_KEY, Method::DELETE, &path, None).await;
    assert_eq!(refusal(foreign).await.0, StatusCode::NOT_FOUND);
    for _ in 0..2 {
        let erased = app.partner(Method::DELETE, &path, None).await;
        assert_eq!(erased.status(), StatusCode::NO_CONTENT, "a second time is no mistake");
    }
    let stored = serde_json::to_string(&customer.stored().await.application).unwrap();
    assert!(!stored.contains("Zierfisch") && !stored.contains("cper"), "{stored}");
    let view = app.partners_view(created["id"].as_str().unwrap()).await;
    assert_eq!((&view["outcome"], &view["person_id"]), (&"erased".into(), &Value::Null));
    assert_eq!(customer.reload().await.step(), Step::Stopped);
}

#[tokio::test]
async fn who_calls_too_often_is_told_how_long_to_wait() {
    let app = TestApp::start().await;
    let call = || app.partner_with(OTHER_KEY, Method::GET, "/journeys/x", None);
    let created = app.partner_with(OTHER_KEY, Method::POST, "/journeys", Some(json!({}))).await;
    assert_eq!(created.headers()["ratelimit-policy"], "\"default\";q=3;w=60");
    assert!(created.headers()["ratelimit"].to_str().unwrap().starts_with("\"default\";r=2;t="));
    call().await;
    call().await;
    let limited = call().await;
    assert!(limited.headers()["ratelimit"].to_str().unwrap().starts_with("\"default\";r=0;t="));
    let wait: u64 = limited.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=20).contains(&wait), "{wait}");
    assert_eq!(refusal(limited).await.0, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        app.partner(Method::GET, "/journeys/x", None).await.status(),
        StatusCode::NOT_FOUND,
        "each has its own"
    );
}

#[tokio::test]
async fn a_partners_page_is_framed_by_its_own_origins_alone() {
    let app = TestApp::start().await;
    let page = |path: &str| app.http.get(format!("{}{path}", app.url())).send();
    let own = page("/p/nordlicht").await.unwrap();
    let policy = own.headers()["content-security-policy"].to_str().unwrap().to_owned();
    let expected = "frame-ancestors https://nordlicht.example https://www.nordlicht.example";
    assert!(policy.ends_with(expected), "{policy}");
    assert!(!policy.contains("unsafe-inline"), "{policy}");
    let html = own.text().await.unwrap();
    assert!(html.contains("--accent:#1d4ed8;"), "{html}");
    assert!(html.contains("\"origins\":[\"https://nordlicht.example\","), "{html}");
    let dark = page("/p/seerose").await.unwrap().text().await.unwrap();
    assert!(dark.contains("<html lang=\"de\" data-scheme=\"dark\">"), "{dark}");
    for (scheme, attribute) in
        [("dark", "<html lang=\"de\" data-scheme=\"dark\">"), ("pink", "<html lang=\"de\">")]
    {
        let chosen = page(&format!("/p/nordlicht?scheme={scheme}")).await.unwrap().text().await.unwrap();
        assert!(chosen.contains(attribute), "{scheme}: {chosen}");
    }
    let root = page("/").await.unwrap();
    let policy = root.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.ends_with("frame-ancestors 'none'"), "{policy}");
    assert_eq!(page("/p/nobody").await.unwrap().status(), StatusCode::NOT_FOUND);

    let logo = page("/p/nordlicht/logo-dark").await.unwrap();
    assert_eq!(logo.headers()["content-type"], "image/svg+xml");
    assert!(logo.headers()["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
    let words = page("/p/nordlicht/de.ftl").await.unwrap().text().await.unwrap();
    assert!(words.starts_with("action-continue = Auf geht's\n"), "{words}");
    for nothing in ["/p/nordlicht/en.ftl", "/p/seerose/logo-light", "/p/nordlicht/../partners.toml"] {
        assert_eq!(page(nothing).await.unwrap().status(), StatusCode::NOT_FOUND, "{nothing}");
    }
}

#[tokio::test]
async fn a_partners_page_says_how_its_support_is_reached() {
    let app = TestApp::start().await;
    let page = async |path: &str| {
        let page = app.http.get(format!("{}{path}", app.url())).send().await.unwrap().text().await.unwrap();
        let (_, script) = page.split_once("id=\"partner\">").unwrap();
        serde_json::from_str::<Value>(script.split_once("</script>").unwrap().0).unwrap()
    };
    let expected = json!([
        { "href": "tel:+49305550101", "text": "+49 30 555-0101" },
        { "href": "mailto:help@nordlicht.example", "text": "help@nordlicht.example" },
        { "href": "https://nordlicht.example/help", "text": null },
    ]);
    assert_eq!(page("/p/nordlicht").await["support"], expected);
    assert_eq!(page("/p/seerose").await["support"], json!([]));
}

#[tokio::test]
async fn a_partners_video_identification_is_its_own() {
    let app = TestApp::start().await;
    let customer = Customer::start_with(&app, &app.commissioned(json!({})).await).await;
    customer.to_iban().await;
    let Stage::Stopped(stopped) = customer.submit("/choose", json!({ "way": "video" })).await else {
        panic!()
    };
    let expected =
        bankident_wire::StoppedStage::Video { url: Some("https://nordlicht.example/video".into()) };
    assert_eq!(stopped, expected);
    let demonstration = Customer::start(&app).await;
    demonstration.to_iban().await;
    let Stage::Stopped(stopped) = demonstration.submit("/choose", json!({ "way": "video" })).await else {
        panic!()
    };
    assert_eq!(stopped, bankident_wire::StoppedStage::Video { url: Some(VIDEO_URL.into()) });
}

/// `bankident partners openapi > docs/partner-api.json` writes it.
#[tokio::test]
async fn the_documented_api_is_the_api() {
    let app = TestApp::start().await;
    let served = app.http.get(format!("{}/partner/v1/openapi.json", app.url())).send().await.unwrap();
    let served: Value = served.json().await.unwrap();
    let documented = include_str!("../../../../docs/partner-api.json");
    let mut documented = serde_json::from_str::<Value>(documented).unwrap();
    // The server knows where it is.
    documented["servers"] = json!([{ "url": format!("{PUBLIC_URL}/partner/v1") }]);
    assert_eq!(served, documented, "see above this test");
}
