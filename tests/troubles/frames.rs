//! Two wizards in one page of a partner's, each in a frame: they share the tab's storage, and nothing else.

use crate::{
    steps::terms,
    support::{Device, embedded::Embedded},
};

/// Shows the journeys of `tokens`, each in its place, once all of them are there.
const SHOW: &str = "window.show = async () => {
    document.querySelector('#onboarding').replaceChildren(...tokens.map((token, place) => {
        const element = document.createElement('bankident-onboarding');
        element.id = `journey-${place}`;
        element.setAttribute('token', token);
        return element;
    }));
    await Promise.all([...document.querySelectorAll('bankident-onboarding')].map((element) =>
        new Promise((ready) => element.addEventListener('bankident-ready', ready))));
};";

async fn begin_two(shop: &Embedded) {
    shop.open("/").await;
    shop.hears("ready").await;
    let script = format!(
        "const done = arguments[0];
         (async () => {{
             await import('{}/embed/bankident.js');
             const token = async () => (await (await fetch('/start', {{ method: 'POST' }})).json()).token;
             window.tokens = [await token(), await token()];
             {SHOW}
             await show();
         }})().then(done, error => done('failed: ' + error.message));",
        shop.wizard()
    );
    assert!(shop.world.browser.execute_async(&script, Vec::new()).await.unwrap().is_null());
}

/// Into the frame of a journey, at its step.
async fn arrive(shop: &Embedded, place: usize, step: &str) {
    shop.leave().await;
    shop.world.find(&format!("#journey-{place} iframe")).await.enter_frame().await.unwrap();
    shop.world.arrive(step).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_of_two_wizards_in_a_page_keeps_to_its_own_journey() {
    for shop in [Embedded::near(Device::Desktop).await, Embedded::far(Device::Desktop).await] {
        let world = &shop.world;
        begin_two(&shop).await;
        arrive(&shop, 0, "terms").await;
        terms::walk(world).await;
        world.arrive("person").await;
        world.fill("birth_city", "Aachen").await;
        arrive(&shop, 1, "terms").await;
        world.eval("document.documentElement.dataset.before = ''; location.reload()").await;
        shop.leave().await;
        world.find("#journey-1 iframe").await.enter_frame().await.unwrap();
        world.find("html:not([data-before])").await;
        arrive(&shop, 1, "terms").await;

        // Both frames go and come again, the second first.
        shop.leave().await;
        world.eval("tokens.reverse()").await;
        world.eval_later("show().then(arguments[0])").await;
        arrive(&shop, 0, "terms").await;
        arrive(&shop, 1, "person").await;
        assert_eq!(world.typed("birth_city").await, "Aachen");
        arrive(&shop, 0, "terms").await;
        terms::walk(world).await;
        world.arrive("person").await;
        assert_eq!(world.typed("birth_city").await, "", "what is typed in one is not in the other");
    }
}
