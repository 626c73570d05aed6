//! The embed script in a page: what is mounted, what is left, what is heard, where the focus is.

use serde_json::{Value, json};

use crate::{
    steps::terms,
    support::{Device, Engine, embedded::Embedded},
};

/// Runs a script in the page, with `Bankident`, `place` and `token()`.
pub async fn run(shop: &Embedded, script: &str) -> Value {
    let wizard = shop.wizard();
    let script = format!(
        "const done = arguments[0];
         (async () => {{
             const {{ Bankident }} = await import('{wizard}/embed/bankident.js');
             const place = document.querySelector('#onboarding');
             const token = async () => (await (await fetch('/start', {{ method: 'POST' }})).json()).token;
             const frames = () => document.querySelectorAll('iframe').length;
             const heard = (wizard, event) => new Promise(said => wizard.on(event, said));
             {script}
         }})().then(done, error => done('failed: ' + error.message));"
    );
    shop.world.browser.execute_async(&script, Vec::new()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn mounted_unmounted_and_mounted_again_there_is_one_frame_and_then_none() {
    let shop = Embedded::new(Engine::Chromium, Device::Desktop).await;
    shop.open("/").await;
    shop.hears("ready").await;
    let counted = run(
        &shop,
        "const counted = [];
         // Over the one that the page has mounted.
         const second = Bankident.mount(place, { token: await token() });
         await heard(second, 'ready');
         counted.push(frames());
         // As React's strict mode does: the token is not used by what goes at once.
         const once = await token();
         Bankident.mount(place, { token: once }).unmount();
         const third = Bankident.mount(place, { token: once });
         await heard(third, 'ready');
         counted.push(frames());
         // As after a reload of the page: in this tab the same token is the same journey.
         const same = Bankident.mount(place, { token: once });
         await heard(same, 'ready');
         counted.push(frames());
         // In mid-flight, and a second time.
         const fourth = Bankident.mount(place, { token: await token() });
         await new Promise(requestAnimationFrame);
         fourth.unmount();
         fourth.unmount();
         third.unmount();
         counted.push(frames());
         return counted",
    )
    .await;
    assert_eq!(counted, json!([1, 1, 1, 0]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_that_is_loaded_twice_is_heard_once() {
    let shop = Embedded::new(Engine::Chromium, Device::Desktop).await;
    shop.open("/").await;
    shop.hears("ready").await;
    let heard = run(
        &shop,
        &format!(
            "const again = await import('{}/embed/bankident.js?again');
             let times = 0;
             const wizard = again.Bankident.mount(place, {{ token: await token() }});
             wizard.on('step', () => {{ throw new Error('of the page') }});
             wizard.on('step', () => times += 1);
             const ended = wizard.on('ready', () => times += 100);
             ended();
             await heard(wizard, 'step');
             await new Promise(requestAnimationFrame);
             return [again.Bankident === Bankident, again.Bankident === globalThis.Bankident, times, frames()]",
            shop.wizard()
        ),
    )
    .await;
    assert_eq!(heard, json!([true, true, 1, 1]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_element_mounts_tells_and_leaves_nothing_behind() {
    let shop = Embedded::new(Engine::Chromium, Device::Desktop).await;
    shop.open("/").await;
    shop.hears("ready").await;
    let seen = run(
        &shop,
        "const element = document.createElement('bankident-onboarding');
         element.setAttribute('token', await token());
         element.setAttribute('locale', 'de');
         const event = name => new Promise(said => element.addEventListener('bankident-' + name, said, { once: true }));
         const step = event('step');
         place.replaceChildren(element);
         const { detail } = await step;
         const resized = event('resize');
         element.setAttribute('locale', 'en');
         await resized;
         const title = element.querySelector('iframe').title;
         element.remove();
         return [detail.step, title, element.childElementCount, frames()]",
    )
    .await;
    assert_eq!(seen, json!(["terms", "Identification and contract", 0, 0]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_mounted_is_said_at_once() {
    let shop = Embedded::new(Engine::Chromium, Device::Desktop).await;
    shop.open("/").await;
    shop.hears("ready").await;
    for (call, expected) in [
        ("Bankident.mount('#nowhere', {})", "failed: Bankident.mount: there is no such element"),
        ("Bankident.mount(place)", "failed: Bankident.mount: token is not a start token"),
        ("Bankident.mount(place, { token: 'x' })", "failed: Bankident.mount: token is not a start token"),
    ] {
        assert_eq!(run(&shop, call).await, expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_frame_is_as_high_as_its_screen_and_the_page_keeps_its_focus() {
    let shop = Embedded::new(Engine::Chromium, Device::Phone).await;
    let world = &shop.world;
    shop.open("/").await;
    shop.hears("ready").await;
    assert_eq!(
        world.eval("return document.activeElement === document.body").await,
        true,
        "nothing was stolen"
    );
    shop.enter().await;
    is_as_high_as_its_screen(&shop).await;
    terms::walk(world).await;
    // Who walks on in the frame is told its new screen.
    world.find("main[data-step=person] h1:focus").await;
    is_as_high_as_its_screen(&shop).await;
    shop.leave().await;
    let top = "return document.querySelector('iframe').getBoundingClientRect().top";
    let top = world.eval(top).await.as_f64().unwrap();
    assert!((-1.0..740.0).contains(&top), "the new screen begins where it can be seen: {top}");
    let sideways = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assert_eq!(world.eval(sideways).await, 0);
    world.is_accessible("the partner's page").await;
    world.has_no_complaints().await;
}

/// Nothing to scroll in the frame: waits until that holds.
async fn is_as_high_as_its_screen(shop: &Embedded) {
    let fits = "const done = arguments[0];
        const look = () => {
            const page = document.documentElement;
            return Math.abs(innerHeight - page.getBoundingClientRect().height) <= 1 ? done(true) : requestAnimationFrame(look);
        };
        look()";
    assert_eq!(shop.world.browser.execute_async(fits, Vec::new()).await.unwrap(), true);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_partners_look_and_words_are_shown() {
    let shop = Embedded::new(Engine::Chromium, Device::Phone).await;
    let world = &shop.world;
    shop.open("/?brand=seerose").await;
    shop.enter().await;
    assert_eq!(world.text(".brand").await, "Seerose Bank");
    let colour = "return getComputedStyle(document.querySelector('.button.primary')).backgroundColor";
    assert_eq!(world.eval(colour).await, "rgb(157, 23, 77)");
    world.is_accessible("the theme of Seerose").await;
    world.photograph("de", "embedded-seerose").await;
    shop.leave().await;
    // Seerose is always light: the page cannot choose.
    world.choose("scheme", "dark").await;
    world.choose("locale", "en").await;
    shop.enter().await;
    world.find("html[lang=en][data-scheme=light]").await;
    shop.leave().await;

    shop.open("/?scheme=dark").await;
    shop.enter().await;
    world.find("html[data-scheme=dark]").await;
    assert_eq!(
        world.find(".brand-logo").await.attr("aria-label").await.unwrap().unwrap(),
        "Nordlicht Kredit"
    );
    world.is_accessible("the dark theme of Nordlicht").await;
    let own = "return fetch('/p/nordlicht/de.ftl').then(answer => answer.text())";
    assert!(world.eval(own).await.as_str().unwrap().contains("Nordlicht zahlt Ihren Kredit"));
}
