//! Documents reach the customer: whole before the signature, in parts where a line breaks.

use std::{
    io::{Cursor, Read},
    time::Duration,
};

use bankident_wire::{ContractStage, DocumentAddress, DocumentKind, ProblemCode, Stage, Step};
use reqwest::{Method, Response, StatusCode, header};
use serde_json::json;

use crate::support::{Customer, TestApp};

const FILE: &str = "GET /v1/persons/{person_id}/documents/{id}/file";
const AUTHORIZE: &str = "PATCH /v1/persons/{person_id}/identifications/{id}/authorize";

async fn contract_of(customer: &Customer<'_>) -> ContractStage {
    let Stage::Contract(contract) = customer.reload().await else { panic!("contract") };
    contract
}

/// A document, or the part that the headers ask for.
async fn fetch(customer: &Customer<'_>, id: &str, headers: &[(header::HeaderName, &str)]) -> Response {
    let url = format!("{}/api/journey/documents/{id}", customer.app.url());
    let request = customer.app.http.get(url).bearer_auth(&customer.session);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(name, *value));
    request.send().await.unwrap()
}

async fn part(customer: &Customer<'_>, id: &str, range: &str) -> Vec<u8> {
    let answer = fetch(customer, id, &[(header::RANGE, range)]).await;
    assert_eq!(answer.status(), StatusCode::PARTIAL_CONTENT, "{range}");
    answer.bytes().await.unwrap().to_vec()
}

/// Signing is refused, and nothing is asked of Solaris.
async fn cannot_sign(customer: &Customer<'_>, why: &str) {
    assert_eq!(customer.fail("/contract", json!({})).await.code, ProblemCode::DocumentsUnread, "{why}");
    assert_eq!(customer.app.carried_out(AUTHORIZE).await, 0, "{why}");
}

#[tokio::test]
async fn nothing_is_signed_that_was_not_delivered_to_its_last_byte() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_contract().await;
    let documents = contract_of(&customer).await.documents;
    let [first, second] = &documents[..] else { panic!("two documents: {documents:?}") };
    cannot_sign(&customer, "nothing was fetched").await;
    fetch(&customer, &first.id, &[]).await.bytes().await.unwrap();
    cannot_sign(&customer, "the other one was not fetched").await;
    let middle = second.size / 2;
    part(&customer, &second.id, &format!("bytes={middle}-")).await;
    cannot_sign(&customer, "it has no beginning").await;
    part(&customer, &second.id, &format!("bytes=0-{}", middle - 2)).await;
    cannot_sign(&customer, "a byte is missing").await;
    part(&customer, &second.id, &format!("bytes={}-{}", middle - 1, middle - 1)).await;
    assert_eq!(customer.submit("/contract", json!({})).await.step(), Step::Sign);
}

#[tokio::test]
async fn what_was_delivered_is_known_after_a_restart() {
    let mut app = TestApp::start().await;
    let session = {
        let customer = Customer::start(&app).await;
        customer.to_contract().await;
        let documents = contract_of(&customer).await.documents;
        fetch(&customer, &documents[0].id, &[]).await.bytes().await.unwrap();
        part(&customer, &documents[1].id, "bytes=0-99").await;
        customer.session
    };
    app.restart().await;
    let customer = Customer { app: &app, session, language: "de" };
    let documents = contract_of(&customer).await.documents;
    cannot_sign(&customer, "the rest of the second one is missing").await;
    part(&customer, &documents[1].id, "bytes=100-").await;
    assert_eq!(customer.submit("/contract", json!({})).await.step(), Step::Sign);
}

#[tokio::test]
async fn what_another_customer_fetched_does_not_count() {
    let app = TestApp::start().await;
    let (reader, other) = (Customer::start(&app).await, Customer::start(&app).await);
    reader.to_contract().await;
    other.to_contract().await;
    reader.read_documents().await;
    cannot_sign(&other, "these are other documents").await;
}

#[tokio::test]
async fn a_document_comes_in_parts() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_contract().await;
    let document = contract_of(&customer).await.documents.remove(0);
    let (id, size) = (document.id.as_str(), document.size);
    let whole = fetch(&customer, id, &[]).await;
    assert_eq!(whole.headers()[header::ACCEPT_RANGES], "bytes");
    assert_eq!(whole.headers()[header::CONTENT_LENGTH], size.to_string());
    let etag = whole.headers()[header::ETAG].to_str().unwrap().to_owned();
    assert!(etag.starts_with('"') && etag.ends_with('"'), "a strong validator: {etag}");
    let whole = whole.bytes().await.unwrap();
    for (range, expected) in [
        ("bytes=0-99".to_owned(), 0..100),
        ("bytes=100-".to_owned(), 100..size),
        ("bytes=-100".to_owned(), size - 100..size),
        (format!("bytes=100-{}", size * 2), 100..size),
    ] {
        let answer = fetch(&customer, id, &[(header::RANGE, &range), (header::IF_RANGE, &etag)]).await;
        assert_eq!(answer.status(), StatusCode::PARTIAL_CONTENT, "{range}");
        let told = format!("bytes {}-{}/{size}", expected.start, expected.end - 1);
        assert_eq!(answer.headers()[header::CONTENT_RANGE], told);
        assert_eq!(answer.headers()[header::ETAG], etag);
        let bytes = answer.bytes().await.unwrap();
        assert_eq!(bytes, whole[expected.start as usize..expected.end as usize], "{range}");
    }
    let another =
        fetch(&customer, id, &[(header::RANGE, "bytes=100-"), (header::IF_RANGE, "\"another\"")]).await;
    assert_eq!(another.status(), StatusCode::OK, "it begins anew");
    let beyond = fetch(&customer, id, &[(header::RANGE, &format!("bytes={size}-"))]).await;
    assert_eq!(beyond.status(), StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(beyond.headers()[header::CONTENT_RANGE], format!("bytes */{size}"));
}

#[tokio::test]
async fn a_broken_transfer_goes_on_where_it_broke() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_contract().await;
    let documents = contract_of(&customer).await.documents;
    app.provoke(FILE, 1, json!({ "kind": "break", "after": 1000 })).await;
    let mut broken = fetch(&customer, &documents[0].id, &[]).await;
    let mut got = Vec::new();
    while let Ok(Some(chunk)) = broken.chunk().await {
        got.extend_from_slice(&chunk);
    }
    assert_eq!(got.len(), 1000);
    cannot_sign(&customer, "it broke").await;
    got.extend(part(&customer, &documents[0].id, "bytes=1000-").await);
    assert!(got.starts_with(b"%PDF-"));
    assert_eq!(got.len() as u64, documents[0].size);
    fetch(&customer, &documents[1].id, &[]).await.bytes().await.unwrap();
    assert_eq!(customer.submit("/contract", json!({})).await.step(), Step::Sign);
}

/// The server of this test is patient for two seconds.
#[tokio::test]
async fn a_slow_transfer_ends_by_silence_and_not_by_time() {
    let app = TestApp::start_impatient().await;
    let customer = Customer::start(&app).await;
    customer.to_contract_without_news().await;
    let document = contract_of(&customer).await.documents.remove(0);
    let pieces = 5;
    let piece = document.size.div_ceil(pieces);
    app.provoke(FILE, 1, json!({ "kind": "trickle", "bytes": piece, "milliseconds": 800 })).await;
    let began = std::time::Instant::now();
    let whole = fetch(&customer, &document.id, &[]).await.bytes().await.unwrap();
    assert_eq!(whole.len() as u64, document.size);
    assert!(began.elapsed() > Duration::from_secs(2), "it took longer than the server is patient");

    app.provoke(FILE, 1, json!({ "kind": "trickle", "bytes": piece, "milliseconds": 60_000 })).await;
    let began = std::time::Instant::now();
    let silent = fetch(&customer, &document.id, &[]).await;
    assert!(silent.status().is_server_error() || silent.bytes().await.is_err());
    assert!(began.elapsed() < Duration::from_secs(20), "silence is not waited for");
}

async fn address(customer: &Customer<'_>, document: &str) -> String {
    let path = format!("/documents/{document}/address");
    let answer = customer.request(Method::POST, &path, Some(json!({}))).await;
    assert_eq!(answer.status(), StatusCode::CREATED);
    answer.json::<DocumentAddress>().await.unwrap().address
}

/// As a download manager does: without the session.
async fn open(customer: &Customer<'_>, address: &str) -> Response {
    customer.app.http.get(format!("{}{address}", customer.app.url())).send().await.unwrap()
}

fn name_of(answer: &Response) -> &str {
    let disposition = answer.headers()[header::CONTENT_DISPOSITION].to_str().unwrap();
    let (kind, name) = disposition.split_once("; filename*=UTF-8''").unwrap();
    assert!(kind.starts_with("attachment; "), "{disposition}");
    name
}

#[tokio::test]
async fn a_document_has_an_address_that_works_without_the_session() {
    let app = TestApp::start().await;
    let mut customer = Customer::start(&app).await;
    customer.language = "en";
    let mut stages = customer.stages().await;
    customer.to_contract().await;
    let document = contract_of(&customer).await.documents.remove(0);
    let address = address(&customer, &document.id).await;
    let (_, ticket) = address.rsplit_once('/').unwrap();
    assert!(
        ticket.len() == 64 && ticket.bytes().all(|b| b.is_ascii_hexdigit()),
        "it says nothing: {address}"
    );
    assert_ne!(ticket, customer.session);
    // A phone's download manager asks again for what the page has asked for.
    for _ in 0..2 {
        let file = open(&customer, &address).await;
        assert_eq!(file.status(), StatusCode::OK);
        assert_eq!(file.headers()[header::CONTENT_TYPE], "application/pdf");
        assert_eq!(file.headers()[header::CACHE_CONTROL], "no-store");
        assert_eq!(name_of(&file), "Identification%20report.pdf");
        assert_eq!(file.bytes().await.unwrap().len() as u64, document.size);
    }
    let is_kept = |stage: &Stage| matches!(stage, Stage::Contract(contract) if contract.documents[0].kept);
    let told = stages.until(is_kept).await;
    assert!(matches!(told, Stage::Contract(contract) if !contract.documents[1].kept), "the other one is not");
    assert!(is_kept(&customer.reload().await), "it stays so");
}

#[tokio::test]
async fn what_was_kept_can_be_signed() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_contract().await;
    for document in contract_of(&customer).await.documents {
        cannot_sign(&customer, "not everything is kept").await;
        open(&customer, &address(&customer, &document.id).await).await.bytes().await.unwrap();
    }
    assert_eq!(customer.submit("/contract", json!({})).await.step(), Step::Sign);
}

#[tokio::test]
async fn all_documents_come_in_one_file() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    let mut stages = customer.stages().await;
    customer.to_sign().await;
    let Stage::Done(done) = customer.sign(&mut stages).await else { panic!("done") };
    let archive = open(&customer, &address(&customer, "all").await).await;
    assert_eq!(archive.headers()[header::CONTENT_TYPE], "application/zip");
    assert_eq!(name_of(&archive), "Meine%20Dokumente.zip");
    let mut archive = zip::ZipArchive::new(Cursor::new(archive.bytes().await.unwrap())).unwrap();
    let mut sizes = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        assert!(file.name().unwrap().ends_with(".pdf"));
        let mut pdf = Vec::new();
        file.read_to_end(&mut pdf).unwrap();
        assert!(pdf.starts_with(b"%PDF-"));
        sizes.push(pdf.len() as u64);
    }
    let known: Vec<u64> = done.documents.iter().map(|document| document.size).collect();
    assert_eq!((&sizes[..2], known[2]), (&known[..2], 0), "the receipt is made when it is wanted");
    assert!(sizes.len() == 3 && sizes[2] > 1000, "{sizes:?}");
}

#[tokio::test]
async fn the_receipt_of_the_consents_comes_with_the_signature() {
    let app = TestApp::start().await;
    let mut customer = Customer::start(&app).await;
    let mut stages = customer.stages().await;
    customer.to_sign().await;
    let refused = customer.fail("/documents/consents/address", json!({})).await;
    assert_eq!(refused.code, ProblemCode::NotFound, "it would be a part only");
    let Stage::Done(done) = customer.sign(&mut stages).await else { panic!("done") };
    assert_eq!(done.documents.last().unwrap().kind, DocumentKind::Consents);
    for (language, name, words) in [
        ("de", "Einwilligungen.pdf", "Hiermit akzeptiere ich"),
        ("en", "Consents.pdf", "You have agreed to these"),
    ] {
        customer.language = language;
        let receipt = open(&customer, &address(&customer, "consents").await).await;
        assert_eq!(receipt.headers()[header::CONTENT_TYPE], "application/pdf");
        assert_eq!(receipt.headers()[header::CACHE_CONTROL], "no-store");
        assert_eq!(name_of(&receipt), name);
        let receipt = lopdf::Document::load_mem(&receipt.bytes().await.unwrap()).unwrap();
        let pages: Vec<u32> = receipt.get_pages().into_keys().collect();
        let text = receipt.extract_text(&pages).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(words), "{text}");
        assert!(
            text.contains("gelesen und verstanden."),
            "the last consent, in the language it was shown in: {text}"
        );
    }
}

#[tokio::test]
async fn a_wrong_outcome_is_told_in_the_customers_language() {
    let app = TestApp::start().await;
    let mut customer = Customer::start(&app).await;
    customer.language = "en";
    customer.to_contract().await;
    let document = contract_of(&customer).await.documents.remove(0);
    let told = async |address: &str, status: StatusCode, words: &str| {
        let answer = open(&customer, address).await;
        assert_eq!(answer.status(), status);
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/html; charset=utf-8");
        assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
        assert!(answer.headers().contains_key(header::CONTENT_SECURITY_POLICY));
        let page = answer.text().await.unwrap();
        assert!(page.contains(words), "{page}");
    };
    let address = address(&customer, &document.id).await;
    app.provoke(FILE, 3, json!({ "kind": "status", "status": 503, "code": "unavailable" })).await;
    told(&address, StatusCode::BAD_GATEWAY, "The document could not be loaded right now.").await;
    app.advance(chrono::TimeDelta::minutes(5));
    told(&address, StatusCode::GONE, "Dieser Link gilt nicht mehr.").await;
    told("/documents/0", StatusCode::GONE, "Dieser Link gilt nicht mehr.").await;
}

#[tokio::test]
async fn only_the_session_gets_an_address_and_only_of_its_documents() {
    let app = TestApp::start().await;
    let (customer, other) = (Customer::start(&app).await, Customer::start(&app).await);
    customer.to_contract().await;
    let document = contract_of(&customer).await.documents.remove(0);
    for path in [format!("/documents/{}/address", document.id), "/documents/all/address".to_owned()] {
        assert_eq!(other.fail(&path, json!({})).await.code, ProblemCode::NotFound, "{path}");
    }
    // An hour later the customer has to say who they are first.
    let address = address(&customer, &document.id).await;
    app.advance(chrono::TimeDelta::hours(2));
    assert_eq!(customer.reload().await, Stage::Resume);
    let path = format!("/documents/{}/address", document.id);
    assert_eq!(customer.fail(&path, json!({})).await.code, ProblemCode::NotFound);
    assert_eq!(open(&customer, &address).await.status(), StatusCode::GONE);
}
