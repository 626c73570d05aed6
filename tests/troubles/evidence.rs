//! What the server keeps about a consent is what was on the screen.

use serde_json::{Value, json};

use super::release::words_with;
use crate::{
    steps::{address, check, iban, mobile, mobile_code, person, status, terms},
    support::{Device, World},
};

/// The sentences of the consents on the screen, each with its links and its hint.
async fn shown(world: &World) -> Vec<Value> {
    let read = "return [...document.querySelectorAll('.consent')].map(consent => ({
        text: consent.querySelector('label').textContent,
        links: [...consent.querySelectorAll('label a')].map(a => ({ address: a.getAttribute('href'), label: a.textContent })),
        hint: consent.querySelector('.hint')?.textContent ?? null,
    }))";
    world.eval(read).await.as_array().unwrap().clone()
}

fn kept(record: &Value) -> Value {
    let consent = &record["consent"];
    json!({ "text": consent["text"], "links": consent["links"], "hint": consent["hint"] })
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_of_a_consent_is_what_was_on_the_screen() {
    let mut world = World::new(Device::Phone).await;
    world.open("en").await;
    world.arrive("terms").await;
    let mut seen = shown(&world).await;
    terms::walk(&world).await;
    world.arrive("person").await;
    // Another release has other words, and the page that is open still shows its own.
    let changes = [("own-economic-interest = I act", "own-economic-interest = I have always acted")];
    let locales = words_with(world.folder(), &changes);
    world.release(&locales).await;
    person::walk(&world).await;
    address::walk(&world).await;
    world.arrive("status").await;
    seen.extend(shown(&world).await);
    status::walk(&world).await;
    world.click(".languages [lang=de]").await;
    mobile::walk(&world).await;
    check::walk(&world).await;
    mobile_code::walk(&world).await;
    world.arrive("iban").await;
    world.find_text("Allgemeinen Geschäftsbedingungen der Swisscom").await;
    seen.extend(shown(&world).await);
    iban::walk(&world).await;
    world.arrive("bank").await;

    let evidence: Value = serde_json::from_str(&world.command(&["evidence", "export", "1"])).unwrap();
    let records = evidence["evidence"]["records"].as_array().unwrap();
    assert_eq!(seen.len(), 5, "{seen:?}");
    // The order on the screen need not be that of the command.
    for seen in &seen {
        assert!(records.iter().any(|record| kept(record) == *seen), "{seen} is not in {records:?}");
    }
    assert_eq!(records.len(), seen.len());
    for record in records {
        let consent = &record["consent"];
        assert_eq!(consent["words"], consent["page_words"], "the very files of the page");
    }
    assert_eq!(records[4]["consent"]["language"], "de");
}
