use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::support::{Answer, TestSandbox, person, person_of_appendix_ii};

#[tokio::test]
async fn a_person_is_created_read_and_changed() {
    let sandbox = TestSandbox::start().await;
    let created = sandbox.post("/v1/persons", person()).await.expect(StatusCode::CREATED);
    let id = created["id"].as_str().unwrap();
    assert!(id.len() == 36 && id.ends_with("cper"), "{id}");
    let path = format!("/v1/persons/{id}");
    assert_eq!(sandbox.get(&path).await.expect(StatusCode::OK), created);
    let changes = json!({ "email": "new@example.com", "tax_information": { "marital_status": "SINGLE" } });
    let changed = sandbox.patch(&path, changes).await.expect(StatusCode::OK);
    assert_eq!(changed["email"], "new@example.com");
    assert_eq!(changed["last_name"], "Zierfisch");
    assert_eq!(sandbox.get(&path).await.expect(StatusCode::OK), changed);
}

#[tokio::test]
async fn the_person_of_appendix_ii_is_taken_by_the_lenient_only() {
    let sandbox = TestSandbox::start().await;
    let refused = async || sandbox.post("/v1/persons", person_of_appendix_ii()).await.mistakes();
    assert_eq!(refused().await, ["mobile_number", "data_terms_signed_at"]);
    for wrong in [json!(null), json!("perhaps")] {
        assert_eq!(
            sandbox.post("/sandbox/persons", json!({ "lenient": wrong })).await.mistakes(),
            ["lenient"]
        );
    }
    sandbox.post("/sandbox/persons", json!({ "lenient": true })).await.expect(StatusCode::OK);
    sandbox.post("/v1/persons", person_of_appendix_ii()).await.expect(StatusCode::CREATED);
    sandbox.post("/sandbox/persons", json!({ "lenient": false })).await.expect(StatusCode::OK);
    assert_eq!(refused().await, ["mobile_number", "data_terms_signed_at"]);
}

#[tokio::test]
async fn all_mistakes_of_a_new_person_are_told_at_once() {
    let sandbox = TestSandbox::start().await;
    let mut wrong = person();
    wrong["salutation"] = json!(null);
    wrong["first_name"] = "x".repeat(51).into();
    wrong["birth_date"] = json!(1978);
    wrong["address"]["postal_code"] = json!("");
    wrong["email"] = json!("nobody");
    wrong["employment_status"] = json!("FREELANCER");
    let mut mistakes = sandbox.post("/v1/persons", wrong).await.mistakes();
    mistakes.sort();
    let expected = ["address.postal_code", "birth_date", "email", "first_name", "nace_code", "salutation"];
    assert_eq!(mistakes, expected);
}

#[tokio::test]
async fn a_mistake_has_its_code_and_its_words() {
    let sandbox = TestSandbox::start().await;
    let mut wrong = person();
    wrong["last_name"] = "x".repeat(51).into();
    let refused = sandbox.post("/v1/persons", wrong).await.expect(StatusCode::BAD_REQUEST);
    let error = &refused["errors"][0];
    assert_eq!(error["code"], "invalid_model");
    assert_eq!(error["title"], "Invalid Model");
    assert_eq!(error["detail"], "last_name is too long (maximum is 50 characters)");
    let source = json!({ "field": "last_name", "message": "is too long (maximum is 50 characters)" });
    assert_eq!(error["source"], source);
}

#[tokio::test]
async fn what_only_support_can_change_is_refused_and_nothing_is_changed() {
    let sandbox = TestSandbox::start().await;
    let path = sandbox.person().await;
    let before = sandbox.get(&path).await.expect(StatusCode::OK);
    let changes = json!({ "last_name": "Other", "birth_date": "1979-01-01", "email": "new@example.com" });
    let mut mistakes = sandbox.patch(&path, changes).await.mistakes();
    mistakes.sort();
    assert_eq!(mistakes, ["birth_date", "last_name"]);
    assert_eq!(sandbox.get(&path).await.expect(StatusCode::OK), before);
}

#[tokio::test]
async fn a_body_has_to_be_a_json_object() {
    let sandbox = TestSandbox::start().await;
    for body in ["{", "[]", "\"person\""] {
        let request = sandbox.request(Method::POST, "/v1/persons").body(body);
        assert_eq!(Answer::of(request).await.refused(400), "invalid_json");
    }
}

#[tokio::test]
async fn an_unknown_person_is_not_found() {
    let sandbox = TestSandbox::start().await;
    let path = "/v1/persons/dc1a6812a14f6cc338cd084208535bcdcper";
    assert_eq!(sandbox.get(path).await.refused(404), "model_not_found");
    assert_eq!(
        sandbox.patch(path, json!({ "email": "new@example.com" })).await.refused(404),
        "model_not_found"
    );
    for below in ["mobile_number", "identifications", "bank_identification_attempts", "documents"] {
        assert_eq!(sandbox.get(&format!("{path}/{below}")).await.refused(404), "model_not_found");
    }
}
