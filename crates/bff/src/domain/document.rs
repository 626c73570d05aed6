//! A document of an identification: what Solaris says about it, and how the customer sees it.

use bankident_wire::{Document, DocumentKind};
use serde::{Deserialize, Serialize};

/// The names are the API's own (the guide, "GET Retrieve person identification").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownDocument {
    #[serde(flatten)]
    pub shown: Document,
    #[serde(default)]
    pub name: String,
    /// `QES_DOCUMENT`, `SIGNED_QES_DOCUMENT`
    #[serde(default)]
    pub document_type: String,
    /// A media type; a PDF where it is none.
    #[serde(default)]
    pub content_type: String,
    /// Not what decides here: what is to be signed, and what was signed, is the customer's (docs/solaris.md).
    #[serde(default)]
    pub customer_accessible: bool,
}

/// The id of the receipt of the consents. None of Solaris' ids is a word.
pub const RECEIPT: &str = "consents";

/// The receipt of the consents, which is made when it is wanted.
pub fn receipt() -> Document {
    Document {
        id: RECEIPT.to_owned(),
        kind: DocumentKind::Consents,
        number: None,
        size: 0,
        format: "PDF".to_owned(),
        kept: false,
    }
}

/// Numbers those of a kind from the second on, so that they can be told apart.
pub fn numbered(documents: impl Iterator<Item = KnownDocument>) -> Vec<KnownDocument> {
    let mut known: Vec<KnownDocument> = Vec::new();
    for mut document in documents {
        let before = known.iter().filter(|other| other.shown.kind == document.shown.kind).count();
        document.shown.number = u32::try_from(before + 1).ok().filter(|number| *number > 1);
        known.push(document);
    }
    known
}

impl KnownDocument {
    /// As the API describes it.
    pub fn new(id: String, name: String, size: u64) -> KnownDocument {
        let kind = DocumentKind::of_name(&name);
        KnownDocument {
            shown: Document { id, kind, number: None, size, format: String::new(), kept: false },
            name,
            document_type: String::new(),
            content_type: String::new(),
            customer_accessible: false,
        }
    }

    /// The extension of a file that keeps it: that of its own name, or else what its media type says.
    pub fn extension(&self) -> &str {
        let of_name = self.name.rsplit_once('.').map(|(_, extension)| extension);
        let of_type = self.content_type.rsplit_once('/').map(|(_, subtype)| subtype);
        let is_one =
            |text: &&str| (1..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric());
        of_name.filter(is_one).or(of_type.filter(is_one)).unwrap_or("pdf")
    }

    /// What the customer sees of it.
    pub fn to_show(&self) -> Document {
        Document { format: self.extension().to_ascii_uppercase(), ..self.shown.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_of_a_kind_can_be_told_apart() {
        let names = ["1_contract.pdf", "1_kyc_report.pdf", "2_contract.pdf", "annex.pdf", "3_contract.pdf"];
        let documents = names.map(|name| KnownDocument::new(name.into(), name.into(), 1));
        let numbers: Vec<Option<u32>> =
            numbered(documents.into_iter()).into_iter().map(|document| document.shown.number).collect();
        assert_eq!(numbers, [None, None, Some(2), None, Some(3)]);
    }

    #[test]
    fn a_file_keeps_its_extension() {
        for (name, content_type, extension, format) in [
            ("x.pdf", "application/pdf", "pdf", "PDF"),
            ("x.P7M", "application/pkcs7-mime", "P7M", "P7M"),
            ("x.xml", "", "xml", "XML"),
            ("x", "application/zip", "zip", "ZIP"),
            ("x", "application/pkcs7-mime", "pdf", "PDF"),
            ("a.b/c", "", "pdf", "PDF"),
            ("x.", "", "pdf", "PDF"),
            ("", "", "pdf", "PDF"),
        ] {
            let document = KnownDocument::new("1".into(), name.into(), 1);
            let document = KnownDocument { content_type: content_type.into(), ..document };
            assert_eq!(
                (document.extension(), document.to_show().format.as_str()),
                (extension, format),
                "{name}"
            );
        }
    }

    #[test]
    fn what_was_stored_before_can_be_read() {
        let before = r#"{"id":"1cdoc","kind":"contract","size":7}"#;
        let read: KnownDocument = serde_json::from_str(before).unwrap();
        assert_eq!((read.shown.id.as_str(), read.shown.kind), ("1cdoc", DocumentKind::Contract));
    }
}
