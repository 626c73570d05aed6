use bankident_wire::{FieldProblem, ProblemCode, Stage, Step};
use chrono::TimeDelta;
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::support::{Customer, TestApp, problem};

#[tokio::test]
async fn who_comes_back_after_an_hour_shows_that_it_is_still_them() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_mobile_code().await;
    app.advance(TimeDelta::minutes(30));
    assert_eq!(customer.visit().await.stage.step(), Step::MobileCode);
    app.advance(TimeDelta::minutes(59));
    assert_eq!(customer.visit().await.stage.step(), Step::MobileCode, "every visit counts");
    app.advance(TimeDelta::minutes(60));
    assert_eq!(customer.stages().await.next().await, Some(Stage::Resume), "nor pushed");
    assert_eq!(customer.reload().await, Stage::Resume);
    assert_eq!(customer.visit().await.stage, Stage::Resume, "nor by coming back");
    assert_eq!(customer.revisit("check").await, Stage::Resume, "nothing is shown before");
    let wrong = customer.fail("/resume", json!({ "birth_date": "16.07.1978" })).await;
    assert_eq!((wrong.errors[0].problem, wrong.tries_left), (FieldProblem::Rejected, Some(2)));
    assert_eq!(
        customer.submit("/resume", json!({ "birth_date": "15.07.1978" })).await.step(),
        Step::MobileCode
    );
}

#[tokio::test]
async fn what_a_page_asks_by_itself_is_no_visit() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_contract().await;
    let ends_at = async || customer.poll().await.session_end.unwrap().expires_at;
    let first = ends_at().await;
    assert_eq!(first, app.now() + TimeDelta::hours(1));
    app.advance(TimeDelta::minutes(50));
    let mut pushes = customer.stages().await;
    pushes.next().await;
    customer.request(Method::GET, "/documents/none", None).await;
    assert_eq!(ends_at().await, first);
    let told = customer.visit().await.session_end.unwrap();
    assert_eq!((told.expires_at, told.extendable), (app.now() + TimeDelta::hours(1), true));
    assert_eq!(ends_at().await, told.expires_at);
    // Other tabs of the journey are told.
    pushes.next().await.expect("the stream goes on");
    app.advance(TimeDelta::minutes(5));
    customer.revisit("check").await;
    assert_eq!(ends_at().await, app.now() + TimeDelta::hours(1), "a command is one");
}

#[tokio::test]
async fn visits_carry_a_session_for_twenty_hours() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_mobile_code().await;
    let began_at = app.now();
    for _ in 0..24 {
        app.advance(TimeDelta::minutes(48));
        customer.visit().await;
    }
    let end = customer.poll().await.session_end.unwrap();
    assert_eq!((end.expires_at, end.extendable), (began_at + TimeDelta::hours(20), false));
    app.advance(TimeDelta::minutes(48));
    assert_eq!(customer.visit().await.stage, Stage::Resume);
}

#[tokio::test]
async fn after_three_wrong_birth_dates_the_session_is_over() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_mobile_code().await;
    app.advance(TimeDelta::minutes(60));
    let guess = json!({ "birth_date": "16.07.1978" });
    for tries_left in [2, 1] {
        assert_eq!(customer.fail("/resume", guess.clone()).await.tries_left, Some(tries_left));
    }
    assert_eq!(customer.fail("/resume", guess).await.code, ProblemCode::SessionUnknown);
    let right = json!({ "birth_date": "15.07.1978" });
    assert_eq!(customer.fail("/resume", right).await.code, ProblemCode::SessionUnknown);
}

#[tokio::test]
async fn who_has_said_who_they_are_goes_on_where_they_were() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.submit("/terms", customer.terms()).await;
    customer.submit("/person", customer.person()).await;
    customer.submit("/address", customer.address()).await;
    app.advance(TimeDelta::seconds(3660));
    assert_eq!(customer.submit("/status", customer.status()).await, Stage::Resume);
    assert_eq!(customer.submit("/resume", json!({ "birth_date": "15.07.1978" })).await.step(), Step::Status);
    let Stage::Address(address) = customer.revisit("address").await else { panic!("address") };
    assert!(address.answers.is_some(), "nothing is lost");
    // But without a person at Solaris not for ever.
    app.advance(TimeDelta::hours(19));
    let over = problem(customer.request(Method::GET, "", None).await).await;
    assert_eq!(over.code, ProblemCode::SessionUnknown);
}

#[tokio::test]
async fn who_has_not_said_who_they_are_begins_anew() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.submit("/terms", customer.terms()).await;
    app.advance(TimeDelta::minutes(60));
    for path in ["/visit", "/person"] {
        assert_eq!(customer.fail(path, customer.person()).await.code, ProblemCode::SessionUnknown);
    }
    let over = problem(customer.request(Method::GET, "", None).await).await;
    assert_eq!(over.code, ProblemCode::SessionUnknown);
}

#[tokio::test]
async fn documents_are_not_handed_out_before() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    let Stage::Contract(contract) = customer.to_contract().await else { panic!("contract") };
    let document = format!("/documents/{}", contract.documents[0].id);
    assert_eq!(customer.request(Method::GET, &document, None).await.status(), StatusCode::OK);
    app.advance(TimeDelta::minutes(60));
    assert_eq!(customer.request(Method::GET, &document, None).await.status(), StatusCode::NOT_FOUND);
}

/// A browser that hears 401 stops asking; one whose stream just ends asks again.
#[tokio::test]
async fn the_stream_of_a_session_that_is_over_says_so() {
    let app = TestApp::start().await;
    let nobody = Customer::new(&app);
    let over = Customer::start(&app).await;
    app.advance(TimeDelta::minutes(60));
    let locked_out = Customer::start(&app).await;
    locked_out.to_mobile_code().await;
    app.advance(TimeDelta::minutes(60));
    for _ in 0..3 {
        locked_out.fail("/resume", json!({ "birth_date": "16.07.1978" })).await;
    }
    for customer in [nobody, over, locked_out] {
        let refused = problem(customer.request(Method::GET, "/events", None).await).await;
        assert_eq!(refused.code, ProblemCode::SessionUnknown);
    }
}

#[tokio::test]
async fn the_stream_passes_proxies_without_being_collected_or_kept() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    let stream = customer.request(Method::GET, "/events", None).await;
    assert_eq!(stream.headers()["x-accel-buffering"], "no");
    assert_eq!(stream.headers()["cache-control"], "no-store");
}
