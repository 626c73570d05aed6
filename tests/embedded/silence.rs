//! A frame that does not come: what the customer reads, and what the page hears.

use crate::support::{Device, Engine, embedded::Embedded};

const NOTICE: &str = "#onboarding [role=alert]";

/// Whether the wizard's frame can be seen: what was blocked is a grey box with the browser's own words.
async fn is_frame_shown(shop: &Embedded) -> bool {
    shop.world.find("#onboarding iframe").await.is_displayed().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wizard_that_does_not_come_says_what_helps_and_comes_later() {
    for (lang, sentence, again) in [
        ("de", "Die Identifizierung lässt sich gerade nicht laden.", "Noch einmal versuchen"),
        ("en", "The identification cannot be loaded at the moment.", "Try again"),
    ] {
        let shop = Embedded::new(Engine::Chromium, Device::Phone).await;
        let world = &shop.world;
        let stranger = shop.stranger().await;
        world.browser.goto(&format!("{}/?locale={lang}", stranger.origin)).await.unwrap();
        let notice = world.text(NOTICE).await;
        assert!(notice.starts_with(sentence) && notice.ends_with(again), "{notice}");
        assert!(!is_frame_shown(&shop).await);
        world.is_accessible("a wizard that does not come").await;
        world.photograph(lang, "embedded-unreachable").await;

        shop.register(&stranger.origin).await;
        world.click(&format!("{NOTICE} button")).await;
        shop.hears("ready").await;
        world.gone(NOTICE).await;
        assert!(is_frame_shown(&shop).await);
        shop.enter().await;
        world.arrive("terms").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_nobody_has_registered_is_told() {
    for engine in [Engine::Chromium, Engine::Firefox] {
        let shop = Embedded::new(engine, Device::Desktop).await;
        let stranger = shop.stranger().await;
        shop.world.browser.goto(&format!("{}/", stranger.origin)).await.unwrap();
        shop.hears("error").await;
        assert!(shop.world.text("#log [data-event=error]").await.contains("unreachable"));
        assert!(shop.world.text(NOTICE).await.contains("lässt sich gerade nicht laden"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_unmounted_says_nothing_more() {
    let shop = Embedded::new(Engine::Chromium, Device::Desktop).await;
    shop.open("/").await;
    shop.hears("ready").await;
    // This page's own policy allows no frame of this origin.
    let script = format!(
        "const done = arguments[0];
         import('{}/embed/bankident.js').then(({{ Bankident }}) => {{
             const place = document.querySelector('#onboarding');
             const options = {{ token: `nordlicht.${{'0'.repeat(64)}}`, origin: 'https://elsewhere.example' }};
             const first = Bankident.mount(place, options);
             first.on('error', () => done('the first one speaks'));
             requestAnimationFrame(() => {{
                 first.unmount();
                 const second = Bankident.mount(place, options);
                 second.on('error', ({{ code }}) => {{
                     second.unmount();
                     done([code, place.childElementCount]);
                 }});
             }});
         }})",
        shop.wizard()
    );
    let said = shop.world.browser.execute_async(&script, Vec::new()).await.unwrap();
    assert_eq!(said, serde_json::json!(["unreachable", 0]));
}
