use bankident_wire::{FieldProblem, ProblemCode, Stage, Step};
use chrono::TimeDelta;
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::support::{Customer, TestApp, problem};

#[tokio::test]
async fn who_comes_back_after_an_hour_shows_that_it_is_still_them() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_mobile().await;
    app.advance(TimeDelta::minutes(30));
    assert_eq!(customer.reload().await.step(), Step::Mobile);
    app.advance(TimeDelta::minutes(59));
    assert_eq!(customer.reload().await.step(), Step::Mobile, "every visit counts");
    app.advance(TimeDelta::minutes(60));
    assert_eq!(customer.stages().await.next().await, Some(Stage::Resume), "nor pushed");
    assert_eq!(customer.reload().await, Stage::Resume);
    assert_eq!(customer.revisit("check").await, Stage::Resume, "nothing is shown before");
    let wrong = customer.fail("/resume", json!({ "birth_date": "16.07.1978" })).await;
    assert_eq!((wrong.errors[0].problem, wrong.tries_left), (FieldProblem::Rejected, Some(2)));
    assert_eq!(customer.submit("/resume", json!({ "birth_date": "15.07.1978" })).await.step(), Step::Mobile);
}

#[tokio::test]
async fn after_three_wrong_birth_dates_the_session_is_over() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_mobile().await;
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
async fn without_a_person_a_journey_begins_anew() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_check().await;
    app.advance(TimeDelta::minutes(60));
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
