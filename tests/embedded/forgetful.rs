//! Where the browser lets no site store anything: the journey lives as long as the partner's page.

use serde_json::json;

use crate::{
    steps::terms,
    support::{Device, Engine, embedded::Embedded},
};

use super::page::run;

#[tokio::test(flavor = "multi_thread")]
async fn mounted_again_without_storage_the_journey_and_what_was_typed_are_still_there() {
    for engine in [Engine::ForgetfulChromium, Engine::ForgetfulFirefox] {
        is_mounted_again(&Embedded::new(engine, Device::Phone).await).await;
    }
}

async fn is_mounted_again(shop: &Embedded) {
    let world = &shop.world;
    shop.open("/").await;
    shop.hears("ready").await;
    let mount = "const wizard = Bankident.mount(place, { token: place.dataset.token ??= await token() });
         await heard(wizard, 'ready');
         return true";
    assert_eq!(run(shop, mount).await, json!(true));
    world.find("body > iframe[hidden]").await;
    shop.enter().await;
    let forbids = "try { return !sessionStorage } catch { return true }";
    assert_eq!(world.eval(forbids).await, json!(true), "the browser stores nothing");
    terms::walk(world).await;
    world.arrive("person").await;
    world.fill("birth_city", "Aachen").await;
    shop.leave().await;
    assert_eq!(run(shop, mount).await, json!(true));
    shop.enter().await;
    world.arrive("person").await;
    assert_eq!(world.typed("birth_city").await, "Aachen");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_element_that_is_moved_in_the_page_goes_on_without_storage() {
    let shop = Embedded::new(Engine::ForgetfulChromium, Device::Phone).await;
    let world = &shop.world;
    shop.open("/").await;
    shop.hears("ready").await;
    let put_in = "const wizard = document.createElement('bankident-onboarding');
         wizard.setAttribute('origin', new URL(document.querySelector('#onboarding iframe').src).origin);
         wizard.setAttribute('token', await token());
         const ready = new Promise(said => wizard.addEventListener('bankident-ready', said, { once: true }));
         place.replaceChildren(wizard);
         await ready;
         return true";
    assert_eq!(run(&shop, put_in).await, json!(true));
    shop.enter().await;
    terms::walk(world).await;
    world.arrive("person").await;
    world.fill("birth_city", "Aachen").await;
    shop.leave().await;
    let moved = "const wizard = document.querySelector('bankident-onboarding');
         const ready = new Promise(said => wizard.addEventListener('bankident-ready', said, { once: true }));
         wizard.remove();
         place.append(wizard);
         await ready;
         return true";
    assert_eq!(run(&shop, moved).await, json!(true));
    shop.enter().await;
    world.arrive("person").await;
    assert_eq!(world.typed("birth_city").await, "Aachen");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_around_cannot_read_what_is_kept() {
    let shop = Embedded::new(Engine::ForgetfulChromium, Device::Phone).await;
    shop.open("/").await;
    shop.hears("ready").await;
    shop.world.find("body > iframe[hidden]").await;
    let read = "const keeper = document.querySelector('body > iframe[hidden]');
         await new Promise(loaded => { keeper.onload = loaded; keeper.src = keeper.src; });
         try { return Object.keys(keeper.contentWindow.keepsFor) } catch { return 'forbidden' }";
    assert_eq!(run(&shop, read).await, json!("forbidden"));
}
