use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::support::{HAPPY_IBAN, Identification, Subscriber, TestSandbox};

const TYPES: [&str; 4] = ["QES_DOCUMENT", "QES_DOCUMENT", "SIGNED_QES_DOCUMENT", "SIGNED_QES_DOCUMENT"];

#[tokio::test]
async fn there_is_something_to_sign_and_then_something_signed() {
    let sandbox = TestSandbox::start().await;
    let (mut subscriber, _) = Subscriber::of(&sandbox, "IDENTIFICATION").await;
    let identification = Identification::requested(&sandbox, HAPPY_IBAN).await;
    let id = identification.path.rsplit('/').next().unwrap().to_owned();
    assert_eq!(identification.documents().await.len(), 0);
    identification.bank().await.pay().await;
    assert_eq!(identification.documents().await.len(), 2);
    identification.sign(&mut subscriber).await;
    let documents = identification.documents().await;
    let text = |name: &str| documents.iter().map(|one| one[name].as_str().unwrap()).collect::<Vec<_>>();
    let prepared = ["kyc_report", "contract"].map(|kind| format!("{id}_prepared_for_signing_{kind}.pdf"));
    let signed = prepared.clone().map(|name| format!("SIGNED_{name}"));
    assert_eq!(text("name"), [prepared, signed].concat());
    assert_eq!(text("document_type"), TYPES);
    assert_eq!(text("content_type"), ["application/pdf"; 4]);
    assert!(text("id").iter().all(|id| id.ends_with("cdoc")));
    let listed = sandbox.get(&format!("{}/documents", identification.person)).await.expect(StatusCode::OK);
    assert_eq!(listed, Value::from(documents));
}

#[tokio::test]
async fn a_file_is_a_pdf_about_the_person_in_their_language() {
    let sandbox = TestSandbox::start().await;
    for (language, page) in [("de", "Seite 1"), ("en-GB", "Page 1")] {
        let identification = Identification::created(&sandbox, HAPPY_IBAN).await;
        identification.request(language).await.expect(StatusCode::OK);
        identification.bank().await.pay().await;
        for document in identification.documents().await {
            let (name, pdf) = file(&identification, &document).await;
            assert_eq!(name, format!("attachment; filename=\"{}\"", document["name"].as_str().unwrap()));
            assert_eq!(document["size"], pdf.len());
            let pages = pages(&pdf);
            assert!(pages.len() > 1, "several pages");
            let text = pages.concat();
            for words in ["Leander Zierfisch", "DE11 1101 0101 0100 0000 20", page] {
                assert!(text.contains(words), "{words}: {text}");
            }
        }
    }
}

#[tokio::test]
async fn a_signed_file_names_the_signature() {
    let sandbox = TestSandbox::start().await;
    let (mut subscriber, _) = Subscriber::of(&sandbox, "IDENTIFICATION").await;
    let identification = Identification::paid(&sandbox, HAPPY_IBAN).await;
    identification.sign(&mut subscriber).await;
    let resource = identification.resource().await;
    let reference = resource["current_reference_token"].as_str().unwrap();
    for document in identification.documents().await {
        let (_, pdf) = file(&identification, &document).await;
        let is_signed = document["document_type"] == "SIGNED_QES_DOCUMENT";
        assert_eq!(pages(&pdf).concat().contains(reference), is_signed, "{document}");
    }
}

#[tokio::test]
async fn nobody_reads_anothers_documents() {
    let sandbox = TestSandbox::start().await;
    let identification = Identification::paid(&sandbox, HAPPY_IBAN).await;
    let documents = identification.documents().await;
    let id = documents[0]["id"].as_str().unwrap();
    let own = format!("{}/documents/{id}", identification.person);
    assert_eq!(sandbox.get(&own).await.expect(StatusCode::OK), documents[0]);
    let other = sandbox.person().await;
    for path in [format!("{other}/documents/{id}"), format!("{other}/documents/{id}/file")] {
        assert_eq!(sandbox.get(&path).await.refused(404), "model_not_found");
    }
}

/// Its `Content-Disposition`, and its bytes.
async fn file(identification: &Identification<'_>, document: &Value) -> (String, Vec<u8>) {
    let path = format!("{}/documents/{}/file", identification.person, document["id"].as_str().unwrap());
    let response = identification.sandbox.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "application/pdf");
    let name = response.headers()["content-disposition"].to_str().unwrap().to_owned();
    (name, response.bytes().await.unwrap().to_vec())
}

/// The text of each page, without the breaks between lines.
fn pages(pdf: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let numbers = document.get_pages().into_keys();
    numbers.map(|number| document.extract_text(&[number]).unwrap().replace('\n', " ")).collect()
}
