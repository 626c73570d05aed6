use serde_json::json;

use crate::support::{TestSandbox, person};

#[tokio::test]
async fn a_person_is_created_and_read() {
    let sandbox = TestSandbox::start().await;
    let created = sandbox.post("/v1/persons", person()).await.expect(201);
    let id = created["id"].as_str().unwrap();
    assert!(id.len() == 36 && id.ends_with("cper"), "{id}");
    assert_eq!((&created["last_name"], &created["fatca_relevant"]), (&json!("Zierfisch"), &json!(false)));
    assert_eq!(sandbox.get(&format!("/v1/persons/{id}")).await.expect(200), created);
}

#[tokio::test]
async fn all_mistakes_come_with_their_fields() {
    let sandbox = TestSandbox::start().await;
    let mut wrong = person();
    wrong["first_name"] = "x".repeat(51).into();
    wrong["nationality"] = 49.into();
    wrong["address"]["postal_code"] = "".into();
    let errors = sandbox.post("/v1/persons", wrong).await.errors(400);
    let expected = [
        ("invalid_model", "first_name"),
        ("type_error", "nationality"),
        ("invalid_model", "address.postal_code"),
    ];
    assert_eq!(errors, expected.map(|(code, field)| (code.to_owned(), Some(field.to_owned()))));
}

#[tokio::test]
async fn an_update_takes_what_the_guide_lists() {
    let sandbox = TestSandbox::start().await;
    let path = format!("/v1/persons/{}", sandbox.person().await);
    let changes =
        json!({ "email": "other@example.com", "employment_status": "FREELANCER", "nace_code": "J 62" });
    let changed = sandbox.patch(&path, changes).await.expect(200);
    assert_eq!((&changed["email"], &changed["nace_code"]), (&json!("other@example.com"), &json!("J 62")));
    let refused = sandbox.patch(&path, json!({ "last_name": "Seepferd", "title": "Dr." })).await.errors(400);
    assert_eq!(refused, [("invalid_model".to_owned(), Some("last_name".to_owned()))]);
    assert_eq!(sandbox.get(&path).await.expect(200), changed, "nothing of a refused update is kept");
}
