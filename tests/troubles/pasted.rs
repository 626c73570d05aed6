//! What people paste from contacts, messages and documents: it is taken, or told at its field.

use serde_json::json;

use crate::{
    steps::{contract, done, terms},
    support::{Ahead, Device, World},
};

async fn paste(world: &World, name: &str, text: &str) {
    world.find(&format!("[name='{name}']")).await.clear().await.unwrap();
    world.click(&format!("[name='{name}']")).await;
    world.chromium().insert(text).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_and_an_address_are_taken_as_they_were_meant() {
    let world = World::new(Device::Phone).await;
    world.open("en").await;
    terms::walk(&world).await;
    world.arrive("person").await;
    world.pick("salutation", "MS").await;
    paste(&world, "first_name", "\u{202A}Zoe\u{308}\u{A0}Anne\u{2010}Marie\u{202C}").await;
    paste(&world, "last_name", "O\u{2BC}Polo\u{200B}-Łękowska").await;
    paste(&world, "birth_date", "15. Juli\u{A0}78").await;
    world.find_text("15 July 1978").await;
    paste(&world, "birth_city", "Frankfurt\u{3000}(Oder)").await;
    world.choose("birth_country", "DE").await;
    world.choose("nationality", "DE").await;
    assert_eq!(world.typed("birth_date").await, "15. Juli\u{A0}78", "the text belongs to who typed it");
    world.submit().await;
    world.arrive("address").await;
    paste(&world, "address.line_1", "Berliner Str.\u{202F}45\u{2013}47").await;
    paste(&world, "address.postal_code", "１４１６９").await;
    paste(&world, "address.city", "\u{FEFF}Berlin").await;
    world.choose("address.country", "DE").await;
    paste(&world, "email", "anna @b.example").await;
    world.submit().await;
    world.arrive("status").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_the_bank_does_not_take_is_told_at_its_field() {
    let world = World::new(Device::Phone).await;
    world.open("de").await;
    terms::walk(&world).await;
    world.arrive("person").await;
    for (name, sentence) in [
        ("Зоя", "Bitte in lateinischen Buchstaben, wie in den maschinenlesbaren Zeilen Ihres Ausweises."),
        ("Zoe 😀", "Bitte nur den Namen, ohne Ziffern und Sonderzeichen."),
    ] {
        paste(&world, "first_name", name).await;
        world.submit().await;
        let told = world.find("#first-name-error").await;
        assert_eq!(told.text().await.unwrap(), sentence);
    }
    for (date, sentence) in [
        ("31. Juni 1978", "Diesen Tag gibt es nicht."),
        ("1.2.07", "Bitte schreiben Sie das Jahr mit vier Ziffern"),
    ] {
        paste(&world, "birth_date", date).await;
        world.submit().await;
        world.find_text(sentence).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_shown_as_it_was_understood_before_an_sms_goes_out() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_mobile().await;
    ahead.open("en").await;
    world.arrive("mobile").await;
    paste(&world, "number", "\u{202A}030\u{2013}1234567\u{202C}").await;
    world.submit().await;
    world.find_text("+49 30 1234567 does not look like a mobile number.").await;
    world.find("[data-question]:focus").await;
    paste(&world, "number", "+490176 1234501").await;
    world.submit().await;
    world.find_text("We have read your number as +49 176 1234501. Is that right?").await;
    world.is_accessible("mobile, with a question").await;
    world.reload().await;
    world.find_text("We have read your number as +49 176 1234501.").await;
    assert_eq!(world.carried_out().await["SMS"], 0);
    world.submit().await;
    world.arrive("check").await;
    assert_eq!(world.carried_out().await["SMS"], 0);
    world.submit().await;
    world.arrive("mobile-code").await;
    assert_eq!(world.carried_out().await["SMS"], 1);
}

/// The answer to the number is late, until `release()`.
const LATE: &str = "const ask = window.fetch;
    window.fetch = async (asked, ...more) => {
        const answer = await ask(asked, ...more);
        if ((asked.url ?? asked).endsWith('/api/journey/mobile')) await new Promise(go => (window.release = go));
        return answer;
    }";

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_is_pushed_before_its_answer_stands_over_the_number_that_it_asks_about() {
    let world = World::new(Device::NarrowPhone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_mobile().await;
    ahead.open("en").await;
    world.arrive("mobile").await;
    let numbers = [("0176 12345 01", "+49 176 1234501"), ("+43 (0664) 1234567", "+43 664 1234567")];
    world.eval(LATE).await;
    for (typed, understood) in numbers {
        paste(&world, "number", typed).await;
        world.submit().await;
        world.find_text(understood).await;
        assert_eq!(world.typed("number").await, understood, "before the answer");
        world.eval("release()").await;
        world.find("[data-question]:focus").await;
        assert_eq!(world.typed("number").await, understood, "after it");
    }
    // What was typed under one question is kept for this one only.
    paste(&world, "number", "0176 12345 02").await;
    world.reload().await;
    world.find_text("+43 664 1234567").await;
    assert_eq!(world.typed("number").await, "0176 12345 02");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_in_a_sentence_stays_whole_and_untranslated() {
    let world = World::new(Device::NarrowPhone).await;
    for sample in ["mobile-understood", "mobile-other-line", "mobile-code", "bank", "sign"] {
        for lang in ["de", "en"] {
            world.open_sample(sample, lang).await;
            let wholes = "return [...document.querySelectorAll('main .whole')].map(value => {
                const text = document.createRange();
                text.selectNodeContents(value);
                const lines = new Set([...text.getClientRects()].map(({ top }) => Math.round(top)));
                return [value.translate, lines.size];
            })";
            let wholes = world.eval(wholes).await;
            let wholes = wholes.as_array().unwrap();
            assert!(
                !wholes.is_empty() && wholes.iter().all(|whole| *whole == json!([false, 1])),
                "{sample}: {wholes:?}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_found_in_its_message_and_an_iban_behind_its_name() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_mobile_code().await;
    ahead.open("en").await;
    world.arrive("mobile-code").await;
    paste(&world, "token", "212212 or 123456").await;
    world.submit().await;
    world.find_text("There is more than one code here.").await;
    paste(&world, "token", "Your code is 212\u{2013}212.").await;
    world.submit().await;
    world.arrive("iban").await;
    paste(&world, "iban", "IBAN: DE11\u{A0}1101-0101 0100 0000 20").await;
    world.find("output.understood:not(:empty)").await;
    world.tick("swisscom_terms").await;
    world.submit().await;
    world.arrive("bank").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sms_that_signs_can_be_pasted_and_is_told_from_others() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_contract().await;
    ahead.open("en").await;
    contract::walk(&world).await;
    world.arrive("sign").await;
    let sms = world.sms("signature").await;
    let text = sms["text"].as_str().unwrap();
    let reference = text.split_once("Referenz ").unwrap().1.split('.').next().unwrap();
    world.find_text(&format!("The text message quotes the reference {reference}.")).await;
    paste(&world, "signature_token", "123").await;
    world.submit().await;
    world.find_text("The code has four to eight digits.").await;
    paste(&world, "signature_token", text).await;
    world.submit().await;
    done::walk(&world).await;
}
