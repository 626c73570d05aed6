//! What a partner's page knows about the customer: it reaches the frame, and no server before the customer agrees.

use serde_json::{Value, json};

use super::page::run;
use crate::{
    steps::terms,
    support::{Device, Engine, embedded::Embedded},
};

/// Mounts another journey of the page with this prefill, and waits until the wizard is there.
async fn mounted(engine: Engine, prefill: &Value) -> Embedded {
    let shop = Embedded::new(engine, Device::Phone).await;
    shop.open("/").await;
    shop.hears("ready").await;
    let script = format!(
        "window.told = [];
         window.again = (prefill) => {{
             const wizard = Bankident.mount(place, {{ token: window.first, locale: 'de', prefill }});
             wizard.on('error', (error) => window.told.push(error));
             return heard(wizard, 'ready');
         }};
         window.first = await token();
         await window.again({prefill});
         return true"
    );
    assert_eq!(run(&shop, &script).await, true);
    shop
}

/// What the page was told, as soon as it is as much.
async fn told(shop: &Embedded, count: usize) -> Value {
    let script = format!(
        "const done = arguments[0];
         const look = () => window.told.length >= {count} ? done(window.told) : requestAnimationFrame(look);
         look()"
    );
    shop.world.browser.execute_async(&script, Vec::new()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_page_knows_is_there_once_the_customer_agrees() {
    let prefill = json!({
        "salutation": "MS", "first_name": "Lea", "last_name": "Zierfisch", "birth_date": "1978-07-15",
        "birth_country": "de", "nationality": "DE", "address": { "city": "Berlin", "country": "DE" },
    });
    for engine in [Engine::Chromium, Engine::Firefox] {
        let shop = mounted(engine, &prefill).await;
        let world = &shop.world;
        shop.enter().await;
        world.arrive("terms").await;
        // It stands in no address, and was sent nowhere.
        let requests =
            "return JSON.stringify([location.href, performance.getEntries().map((entry) => entry.name)])";
        let requests = world.eval(requests).await;
        assert!(!requests.to_string().contains("Zierfisch"), "{requests}");
        terms::walk(world).await;
        world.arrive("person").await;
        for (name, value) in [("first_name", "Lea"), ("last_name", "Zierfisch"), ("birth_date", "15.07.1978")]
        {
            assert_eq!(world.typed(name).await, value);
        }
        world.find("[name=birth_country] option[value=DE]").await;
        assert_eq!(world.typed("birth_country").await, "DE");
        world.find("[name=salutation][value=MS]:checked").await;
        world.fill("birth_city", "Aachen").await;
        world.submit().await;
        world.arrive("address").await;
        assert_eq!(world.typed("address.city").await, "Berlin");
        shop.leave().await;
        assert_eq!(world.eval("return window.told").await, json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_told_by_its_place_and_the_rest_is_there() {
    let prefill = json!({
        "first_name": "Lea", "nationality": "Atlantis", "birth_date": "15.07.1978", "shoe_size": 43,
        "address": { "country": "DE", "postal_code": "1", "city": "Berlin" }, "email": 7,
    });
    let shop = mounted(Engine::Chromium, &prefill).await;
    let world = &shop.world;
    let told = told(&shop, 5).await;
    let mut places: Vec<(&str, &str)> = Vec::new();
    for error in told.as_array().unwrap() {
        assert_eq!((&error["code"], &error["reference"]), (&"prefill-invalid".into(), &"".into()));
        places.push((error["pointer"].as_str().unwrap(), error["problem"].as_str().unwrap()));
    }
    places.sort_unstable();
    let expected = [
        ("/address/postal_code", "invalid"),
        ("/birth_date", "invalid"),
        ("/email", "wrong-type"),
        ("/nationality", "invalid"),
        ("/shoe_size", "unknown-member"),
    ];
    assert_eq!(places, expected);
    assert!(!told.to_string().contains("Atlantis"), "{told}");
    shop.enter().await;
    terms::walk(world).await;
    world.arrive("person").await;
    let typed = (world.typed("first_name").await, world.typed("birth_date").await);
    assert_eq!(typed, ("Lea".to_owned(), String::new()));
    world.has_no_complaints().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_customer_has_typed_stays() {
    let shop =
        mounted(Engine::Chromium, &json!({ "first_name": "Lea", "email": "person@example.com" })).await;
    let world = &shop.world;
    shop.enter().await;
    terms::walk(world).await;
    world.arrive("person").await;
    world.fill("last_name", "Zierfisch").await;
    shop.leave().await;
    // As after a reload of the page: the same token is the same journey.
    world
        .eval_later(
            "const done = arguments[0]; window.again({ first_name: 'Eva', last_name: 'Other' }).then(done)",
        )
        .await;
    shop.enter().await;
    world.arrive("person").await;
    assert_eq!(
        (world.typed("first_name").await, world.typed("last_name").await),
        ("Lea".into(), "Zierfisch".into())
    );
}

/// The element has it as a property: attributes can be read by everybody in the page.
#[tokio::test(flavor = "multi_thread")]
async fn an_element_has_its_prefill_as_a_property() {
    let shop = Embedded::new(Engine::Chromium, Device::Phone).await;
    shop.open("/").await;
    shop.hears("ready").await;
    let script = "const element = document.createElement('bankident-onboarding');
         element.prefill = { last_name: 'Zierfisch' };
         const ready = new Promise(said => element.addEventListener('bankident-ready', said));
         element.setAttribute('token', await token());
         place.replaceChildren(element);
         await ready;
         return element.outerHTML.includes('Zierfisch')";
    assert_eq!(run(&shop, script).await, false);
    let world = &shop.world;
    shop.enter().await;
    terms::walk(world).await;
    world.arrive("person").await;
    assert_eq!(world.typed("last_name").await, "Zierfisch");
}

/// Another window knows the wizard's frame, but is not the page around it.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_fills_anything_in() {
    let shop = mounted(Engine::Chromium, &Value::Null).await;
    let world = &shop.world;
    let stranger = shop.stranger().await;
    let here = world.browser.window().await.unwrap();
    world.eval(&format!("open('{}/demo.css')", stranger.origin)).await;
    let windows = world.browser.windows().await.unwrap();
    let elsewhere = windows.into_iter().find(|window| *window != here).expect("another window");
    world.browser.switch_to_window(elsewhere).await.unwrap();
    world.eval("opener.frames[0].postMessage({ bankident: 1, type: 'prefill', value: { last_name: 'Other' } }, '*')").await;
    world.browser.switch_to_window(here).await.unwrap();
    // What the page itself says comes after that.
    world.choose("scheme", "dark").await;
    shop.enter().await;
    terms::walk(world).await;
    world.arrive("person").await;
    assert_eq!(world.typed("last_name").await, "");
}
