use chrono::NaiveDate;
use proptest::{prelude::*, test_runner::Config};

use super::*;
use crate::domain::samples::began_at;

fn key() -> SigningKey {
    SigningKey::of(&[5; 32])
}

fn another_key() -> SigningKey {
    SigningKey::of(&[6; 32])
}

fn day() -> NaiveDate {
    began_at().date_naive()
}

fn consent(number: u32) -> Consent {
    let text = format!("Hiermit akzeptiere ich die Bedingungen {number}.");
    Consent {
        field: "terms_conditions_signed_at".to_owned(),
        hint: None,
        journey_id: Some("jrn_1".to_owned()),
        language: "de".to_owned(),
        links: vec![Link {
            address: "https://solaris.example/terms".to_owned(),
            label: "Bedingungen".to_owned(),
        }],
        number,
        page_words: None,
        partner: Some("nordlicht".to_owned()),
        recorded_at: began_at(),
        text_sha256: Hash::of(text.as_bytes()),
        text,
        ticked_at: "2026-11-23T12:00:01Z".to_owned(),
        words: "/locales/de-0123456789abcdef.ftl".to_owned(),
    }
}

fn records(head: &mut Head, count: u32) -> Vec<Record> {
    let record = |number: u32| {
        let (consent, salt) = (consent(number), Hash::of(&number.to_be_bytes()));
        Record { entry: head.add(consent.content(&salt), Vec::new(), day(), &key()), consent, salt }
    };
    (1..=count).map(record).collect()
}

fn chain(count: u32) -> (Vec<Entry>, Head) {
    let mut head = Head::NONE;
    let entries = records(&mut head, count).into_iter().map(|record| record.entry).collect();
    (entries, head)
}

fn walked(entries: &[Entry]) -> Result<Head, Fault> {
    let mut head = Head::NONE;
    entries.iter().try_for_each(|entry| head.follow(entry, key().public()))?;
    Ok(head)
}

#[track_caller]
fn check(tamper: impl FnOnce(&mut Vec<Entry>), expected: Fault) {
    let (mut entries, _) = chain(5);
    tamper(&mut entries);
    assert_eq!(walked(&entries), Err(expected));
}

#[test]
fn a_chain_that_nobody_touched_leads_to_its_head() {
    let (entries, head) = chain(5);
    assert_eq!(walked(&entries), Ok(head));
    assert_eq!(head.sequence, 5);
    assert_eq!(walked(&[]), Ok(Head::NONE));
}

#[test]
fn whatever_is_changed_dropped_or_reordered_is_named() {
    check(|entries| drop(entries.remove(0)), Fault::Missing(1));
    check(|entries| drop(entries.remove(2)), Fault::Missing(3));
    check(|entries| entries.swap(1, 2), Fault::Missing(2));
    check(|entries| entries.insert(3, entries[0].clone()), Fault::Misplaced(1));
    check(|entries| entries[3].statement.content = Hash::of(b"another"), Fault::Changed(4));
    check(|entries| entries[3].statement.day = day().succ_opt().unwrap(), Fault::Changed(4));
    check(|entries| entries[3].statement.erases = vec![1], Fault::Changed(4));
    check(|entries| entries[3].statement.sequence = 3, Fault::Changed(3));
    check(|entries| entries[0].signature.0[7] ^= 1, Fault::Changed(1));
    let forge = |entries: &mut Vec<Entry>| {
        let mut before = entries[1].head();
        entries[2] = before.add(Hash::of(b"another"), Vec::new(), day(), &another_key());
    };
    check(forge, Fault::Changed(3));
    // Who has the key can go on from an earlier entry, but what follows does not fit any more.
    let replace = |entries: &mut Vec<Entry>| {
        let mut before = entries[1].head();
        entries[2] = before.add(Hash::of(b"another"), Vec::new(), day(), &key());
    };
    check(replace, Fault::Misplaced(4));
}

/// The end can be cut off and nothing looks wrong: so the head is kept elsewhere too.
#[test]
fn a_chain_that_was_cut_off_does_not_lead_to_its_head() {
    let (entries, head) = chain(5);
    assert_ne!(walked(&entries[..4]), Ok(head));
}

fn signed(count: u32) -> SignedEvidence {
    let mut head = Head::NONE;
    // Another customer's consents come between.
    head.add(Hash::of(b"theirs"), Vec::new(), day(), &key());
    let mut all = records(&mut head, 2);
    head.add(Hash::of(b"theirs"), Vec::new(), day(), &key());
    for number in 3..=count {
        let (consent, salt) = (consent(number), Hash::of(b"salt"));
        all.push(Record {
            entry: head.add(consent.content(&salt), Vec::new(), day(), &key()),
            consent,
            salt,
        });
    }
    SignedEvidence::new(all, head, began_at(), &key())
}

#[track_caller]
fn check_file(tamper: impl FnOnce(&mut SignedEvidence), expected: Fault) {
    let mut file = signed(4);
    tamper(&mut file);
    assert_eq!(file.verify(key().public()), Err(expected));
}

#[test]
fn a_file_speaks_for_itself() {
    let file = signed(4);
    assert_eq!(file.verify(key().public()), Ok(()));
    let read: SignedEvidence = serde_json::from_slice(&canonical(&file)).unwrap();
    assert_eq!(read.verify(key().public()), Ok(()));
    assert_eq!(file.verify(another_key().public()), Err(Fault::Changed(2)));
    check_file(|file| file.evidence.records[1].consent.text.push('!'), Fault::ContentChanged(3));
    check_file(|file| file.evidence.records[1].consent.links[0].label.push('!'), Fault::ContentChanged(3));
    check_file(|file| file.evidence.records[2].consent.ticked_at.push('0'), Fault::ContentChanged(5));
    check_file(|file| file.evidence.records[2].salt = Hash::of(b"another"), Fault::ContentChanged(5));
    check_file(
        |file| file.evidence.records[2].entry.statement.day = day().pred_opt().unwrap(),
        Fault::Changed(5),
    );
    check_file(|file| drop(file.evidence.records.remove(0)), Fault::ConsentMissing(1));
    check_file(|file| drop(file.evidence.records.remove(2)), Fault::ConsentMissing(3));
    check_file(|file| drop(file.evidence.records.pop()), Fault::FileChanged);
    check_file(|file| file.evidence.records.swap(2, 3), Fault::ConsentMissing(3));
    check_file(|file| file.evidence.records.push(file.evidence.records[3].clone()), Fault::Misplaced(6));
    check_file(|file| file.evidence.exported_at += chrono::TimeDelta::seconds(1), Fault::FileChanged);
}

/// Members in order, no white space (RFC 8785): another program gets the same hash.
#[test]
fn what_is_hashed_is_canonical() {
    let sorted = |value: &serde_json::Value| serde_json::to_vec(value).unwrap();
    let file = signed(3);
    assert_eq!(canonical(&file), sorted(&serde_json::to_value(&file).unwrap()));
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, cases: 64, ..Config::default() })]

    /// Each single character of a file counts.
    #[test]
    fn no_character_of_a_file_can_be_another(place: prop::sample::Index, other in "[a-z0-9]") {
        let mut file = String::from_utf8(canonical(&signed(3))).unwrap();
        let place = place.index(file.len());
        prop_assume!(file[place..].starts_with(|c: char| c.is_ascii_alphanumeric()));
        prop_assume!(!file[place..].starts_with(&other));
        file.replace_range(place..=place, &other);
        let read = serde_json::from_str::<SignedEvidence>(&file);
        prop_assert!(read.is_err() || read.is_ok_and(|file| file.verify(key().public()).is_err()), "{file}");
    }
}
