use crate::domain::evidence::{Consent, Hash, Head, Link, Record, SignedEvidence};
use crate::{domain::samples::began_at, vault::SigningKey};

/// So many consents, each in a long sentence.
fn evidence(count: u32) -> SignedEvidence {
    let (key, mut head) = (SigningKey::of(&[5; 32]), Head::NONE);
    let record = |number| {
        let text = format!(
            "Nr. {number}: Ich habe die Geschäftsbedingungen für Überweisungen gelesen und verstanden. "
        )
        .repeat(4);
        let consent = Consent {
            field: "terms_conditions_signed_at".to_owned(),
            hint: Some("Swisscom stellt die Unterschrift aus.".to_owned()),
            journey_id: Some("jrn_1".to_owned()),
            language: "de".to_owned(),
            links: vec![Link {
                address: "https://bank.example/".to_owned(),
                label: "Geschäftsbedingungen".to_owned(),
            }],
            number,
            page_words: None,
            partner: None,
            recorded_at: began_at(),
            text_sha256: Hash::of(text.as_bytes()),
            text,
            ticked_at: if number == 2 { "2026-11-24".to_owned() } else { "2026-11-23T12:00:01Z".to_owned() },
            words: String::new(),
        };
        let salt = Hash::of(b"salt");
        Record {
            entry: head.add(consent.content(&salt), Vec::new(), began_at().date_naive(), &key),
            consent,
            salt,
        }
    };
    let records = (1..=count).map(record).collect();
    SignedEvidence::new(records, head, began_at(), &key)
}

/// The text of each page, its lines joined.
fn pages(pdf: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let pages = document.get_pages().into_keys();
    pages
        .map(|page| document.extract_text(&[page]).unwrap().split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn a_receipt_has_every_sentence_with_its_times_and_hash() {
    let evidence = evidence(3);
    let german = pages(&super::pdf(&evidence, "de")).concat();
    for record in &evidence.evidence.records {
        let consent = &record.consent;
        assert!(german.contains(consent.text.trim()), "{german}");
        // A hash is broken where its line ends.
        let squeezed = german.replace(' ', "");
        assert!(squeezed.contains(&consent.text_sha256.to_string()), "{german}");
        assert!(squeezed.contains(&evidence.evidence.head.hash.to_string()), "{german}");
        assert!(german.contains("Geschäftsbedingungen: https://bank.example/"), "{german}");
    }
    assert!(
        german.contains(
            "Angekreuzt: 23.11.2026, 12:00:01 Uhr (UTC). Gespeichert: 23.11.2026, 12:00:00 Uhr (UTC)."
        ),
        "{german}"
    );
    assert!(german.contains("Angekreuzt: 24.11.2026. Gespeichert"), "{german}");
    assert!(german.contains("Vorgang: jrn_1") && !german.contains("receipt-"), "{german}");
    let english = pages(&super::pdf(&evidence, "en")).concat();
    assert!(
        english.contains("Ticked: 23/11/2026, 12:00:01 (UTC)")
            && english.contains(evidence.evidence.records[0].consent.text.trim())
    );
}

#[test]
fn a_long_receipt_has_pages_and_no_sentence_is_torn() {
    let evidence = evidence(14);
    let pages = pages(&super::pdf(&evidence, "de"));
    assert!(pages.len() > 2);
    for (number, page) in (1..).zip(&pages) {
        assert!(page.contains(&format!("Seite {number} von {}", pages.len())), "{page}");
    }
    for record in &evidence.evidence.records {
        let on = pages.iter().filter(|page| page.contains(record.consent.text.trim())).count();
        assert_eq!(on, 1, "{}", record.consent.text);
    }
}
