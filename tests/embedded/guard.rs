//! Who may show the wizard, who is heard, and which start tokens serve.

use serde_json::Value;

use crate::support::{Device, Engine, embedded::Embedded};

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_not_registered_shows_nothing() {
    let shop = Embedded::new(Engine::Chromium, Device::Desktop).await;
    let world = &shop.world;
    let stranger = shop.stranger().await;
    world.browser.goto(&format!("{}/", stranger.origin)).await.unwrap();
    world.find("#onboarding iframe").await;
    // The browser says so in its console, and only there.
    world.complains_about("frame-ancestors").await;
    shop.hears("error").await;
    assert_eq!(shop.heard().await, ["error"], "the page hears of its silence, and its server nothing");
    world.find("#onboarding iframe").await.enter_frame().await.unwrap();
    assert_eq!(world.eval("return document.querySelector('main') === null").await, true);
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_from_elsewhere_do_nothing() {
    let shop = Embedded::new(Engine::Chromium, Device::Desktop).await;
    let world = &shop.world;
    let stranger = shop.stranger().await;
    shop.open("/").await;
    shop.hears("ready").await;

    // To the page: from itself, from another site's window, from the right frame with another version.
    world.eval("postMessage({ bankident: 1, type: 'complete' }, '*')").await;
    let here = world.browser.window().await.unwrap();
    world.eval(&format!("open('{}/demo.css')", stranger.origin)).await;
    let windows = world.browser.windows().await.unwrap();
    let elsewhere = windows.into_iter().find(|window| *window != here).expect("another window");
    world.browser.switch_to_window(elsewhere).await.unwrap();
    world.eval("opener.postMessage({ bankident: 1, type: 'complete' }, '*')").await;
    // To the wizard: past the page, straight into its frame.
    world.eval("opener.frames[0].postMessage({ bankident: 1, type: 'locale', value: 'en' }, '*')").await;
    world.browser.switch_to_window(here).await.unwrap();
    world.eval("frames[0].postMessage({ bankident: 0, type: 'locale', value: 'en' }, '*')").await;
    shop.enter().await;
    world.eval("parent.postMessage({ bankident: 2, type: 'complete' }, '*')").await;
    shop.leave().await;

    // What the page itself asks for comes after all of that, and is done.
    world.choose("scheme", "dark").await;
    shop.enter().await;
    world.find("html[data-scheme=dark]").await;
    world.find("html[lang=de]").await;
    shop.leave().await;
    assert!(!shop.heard().await.contains(&"complete".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn cookies_of_third_parties_are_blocked_and_not_missed() {
    let shop = Embedded::new(Engine::Chromium, Device::Desktop).await;
    let world = &shop.world;
    shop.open("/").await;
    shop.enter().await;
    let kept = "document.cookie = 'a=b; SameSite=None; Secure'; return document.cookie";
    assert_eq!(world.eval(kept).await, "", "this browser keeps none");
    crate::steps::terms::walk(world).await;
    world.arrive("person").await;
    // A reload inside the frame finds its journey.
    world.eval("location.reload()").await;
    shop.enter().await;
    world.arrive("person").await;
}

/// A start token of the shop's.
async fn start(shop: &Embedded) -> Value {
    let started = shop.world.http().post(format!("{}/start", shop.shop.origin)).send().await.unwrap();
    started.json().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_token_that_does_not_serve_has_a_clear_page() {
    let shop = Embedded::new(Engine::Chromium, Device::Phone).await;
    let world = &shop.world;
    let start = start(&shop).await;
    let with_token = |token: &str| format!("{}/p/nordlicht#start={token}", shop.wizard());
    // A web view opens the wizard by itself.
    world.browser.goto(&with_token(start["token"].as_str().unwrap())).await.unwrap();
    world.arrive("terms").await;
    // The browser's own language is English; the shop has said German.
    world.find("html[lang=de]").await;
    assert_eq!(world.eval("return location.hash").await, "#terms", "nobody reads the token in the address");
    world.reload().await;
    world.arrive("terms").await;

    // Another tab with the same link, as if an app had shown it first: nobody has done anything there.
    let first = world.browser.window().await.unwrap();
    let tab = world.browser.new_window(true).await.unwrap();
    world.browser.switch_to_window(tab.handle).await.unwrap();
    let again = with_token(start["token"].as_str().unwrap()).replace('#', "?lang=de#");
    world.browser.goto(&again).await.unwrap();
    crate::steps::terms::walk(world).await;
    world.arrive("person").await;

    // From now on the link serves this tab alone.
    world.browser.switch_to_window(first).await.unwrap();
    world.tick("terms_conditions").await;
    world.tick("data_terms").await;
    world.submit().await;
    world.find("main[data-problem=start-token-invalid]").await;
    world.browser.goto("about:blank").await.unwrap();
    world.browser.goto(&again).await.unwrap();
    world.find("main[data-problem=start-token-invalid]").await;
    assert!(world.text("main[data-problem]").await.contains("schon benutzt oder gilt nicht mehr"));
    assert!(world.text("main[data-problem] .reference").await.contains("Referenz"));
    world.is_accessible("a used start token").await;
    world.photograph("de", "start-token-invalid").await;

    // One that came too late.
    let late = self::start(&shop).await;
    world.advance(601).await;
    world.browser.goto("about:blank").await.unwrap();
    world.browser.goto(&with_token(late["token"].as_str().unwrap())).await.unwrap();
    world.find("main[data-problem=start-token-invalid]").await;

    // In a page of the partner's, the page hears of it.
    shop.open("/").await;
    shop.hears("ready").await;
    let again = format!(
        "const {{ Bankident }} = await import('{}/embed/bankident.js');
         const heard = Bankident.mount('#onboarding', {{ token: '{}' }});
         return new Promise(said => heard.on('error', said))",
        shop.wizard(),
        start["token"].as_str().unwrap(),
    );
    let script = format!("const done = arguments[0]; (async () => {{ {again} }})().then(done)");
    let error = world.browser.execute_async(&script, Vec::new()).await.unwrap();
    assert_eq!(error["code"], "start-token-invalid");
    assert_eq!(error["reference"].as_str().unwrap().len(), 8);
}
