use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{HAPPY, Ids, TestSandbox};

async fn file(sandbox: &TestSandbox, ids: &Ids, document: &Value) -> Vec<u8> {
    let id = document["id"].as_str().unwrap();
    let path = format!("/v1/persons/{}/documents/{id}/file", ids.person);
    let response = sandbox.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "application/pdf");
    let disposition = response.headers()["content-disposition"].to_str().unwrap();
    assert_eq!(disposition, format!("attachment; filename=\"{}\"", document["name"].as_str().unwrap()));
    let pdf = response.bytes().await.unwrap();
    assert_eq!(pdf.len() as u64, document["size"].as_u64().unwrap());
    pdf.into()
}

/// Its pages, as text.
fn pages(pdf: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    document.get_pages().into_keys().map(|page| document.extract_text(&[page]).unwrap()).collect()
}

#[tokio::test]
async fn what_is_to_be_signed_and_what_was_signed_can_be_fetched() {
    let sandbox = TestSandbox::start().await;
    let mut subscriber = sandbox.subscriber("IDENTIFICATION").await;
    subscriber.next_unsigned().await;
    let (ids, token) = sandbox.authorized(HAPPY).await;
    let names = |documents: &Value| -> Vec<String> {
        documents.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    let prepared = sandbox.identification(&ids).await["documents"].clone();
    let id = &ids.identification;
    let expected = ["kyc_report", "contract"].map(|kind| format!("{id}_prepared_for_signing_{kind}.pdf"));
    assert_eq!(names(&prepared), expected);
    sandbox.patch(&ids.path("/confirm"), json!({ "token": token })).await.expect(200);
    subscriber.until("successful").await;
    let all = sandbox.identification(&ids).await["documents"].clone();
    let signed = expected.iter().map(|name| format!("SIGNED_{name}"));
    assert_eq!(names(&all), expected.iter().cloned().chain(signed).collect::<Vec<_>>());
    let listed = sandbox.get(&format!("/v1/persons/{}/documents", ids.person)).await.expect(200);
    assert_eq!(listed, all);

    for document in all.as_array().unwrap() {
        assert!(document["id"].as_str().unwrap().ends_with("cdoc"));
        let text = pages(&file(&sandbox, &ids, document).await).concat().replace('\n', " ");
        assert!(text.contains("Leander Zierfisch"), "{text}");
        let is_signed = document["document_type"] == "SIGNED_QES_DOCUMENT";
        assert_eq!(text.contains("Qualifizierte elektronische Signatur (simuliert)"), is_signed, "{text}");
    }
    let contract = pages(&file(&sandbox, &ids, &all[1]).await);
    assert!(contract.len() >= 3, "{}", contract.len());
}

#[tokio::test]
async fn the_documents_are_in_the_customers_language() {
    let sandbox = TestSandbox::start().await;
    let ids = sandbox.created(HAPPY).await;
    let request = sandbox.request(Method::PATCH, &ids.path("/request")).header("accept-language", "en");
    let requested: Value = request.send().await.unwrap().json().await.unwrap();
    let url = requested["url"].as_str().unwrap().parse().unwrap();
    crate::support::Bank { sandbox: &sandbox, url }.pay().await;
    let documents = sandbox.identification(&ids).await["documents"].clone();
    let contract = pages(&file(&sandbox, &ids, &documents[1]).await);
    assert!(contract[0].contains("Page 1 of"), "{}", contract[0]);
}

#[tokio::test]
async fn a_document_belongs_to_its_person() {
    let sandbox = TestSandbox::start().await;
    let ids = sandbox.paid(HAPPY).await;
    let documents = sandbox.identification(&ids).await["documents"].clone();
    let document = documents[0]["id"].as_str().unwrap();
    let own = format!("/v1/persons/{}/documents/{document}", ids.person);
    assert_eq!(sandbox.get(&own).await.expect(200), documents[0]);
    let other = sandbox.person().await;
    let path = format!("/v1/persons/{other}/documents/{document}/file");
    assert_eq!(sandbox.get(&path).await.refused(404), "model_not_found");
    let without = sandbox.get(&ids.path("")).await.expect(200);
    assert!(without.get("documents").is_none(), "documents are listed where they are asked for");
}
