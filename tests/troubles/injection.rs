//! Text that wants to become a script: where the browser asks, our pages refuse it.

use serde_json::json;

use crate::support::{Device, Engine, World};

/// What happens to each.
const TRIED: &str = r#"
    const tried = act => { try { act(); return 'taken' } catch (error) { return error.name } };
    const div = document.createElement('div');
    return Object.fromEntries(Object.entries({
        plain: () => (div.innerHTML = '<p class="notice">Text</p>'),
        handler: () => (div.innerHTML = '<img src=x onerror=alert(1)>'),
        script: () => (div.innerHTML = '<script>alert(1)</' + 'script>'),
        frame: () => (div.innerHTML = '<iframe srcdoc="x"></iframe>'),
        link: () => (div.innerHTML = '<a href="javascript:alert(1)">x</a>'),
        text: () => (document.createElement('script').text = 'alert(1)'),
        source: () => (document.createElement('script').src = 'https://elsewhere.example/x.js'),
        worker: () => new Worker('https://elsewhere.example/x.js'),
    }).map(([what, act]) => [what, tried(act)]));"#;

#[tokio::test(flavor = "multi_thread")]
async fn no_text_becomes_a_script_or_markup_that_acts() {
    let world = World::of(Engine::Chromium, Device::Desktop).await;
    for page in ["", "desk/", "desk/samples/iban"] {
        world.browser.goto(&world.address(page)).await.unwrap();
        let refused = "TypeError";
        let expected = json!({
            "plain": "taken", "handler": refused, "script": refused, "frame": refused, "link": refused,
            "text": refused, "source": refused, "worker": refused,
        });
        assert_eq!(world.eval(TRIED).await, expected, "/{page}");
    }
}
