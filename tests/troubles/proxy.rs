//! Behind Debian's nginx, as it is after its installation.

use reqwest::{StatusCode, header};

use crate::{
    steps::{bank, contract, done, iban, sign},
    support::{Ahead, Device, World},
};

#[tokio::test(flavor = "multi_thread")]
async fn pushes_forms_and_documents_pass_nginx() {
    let world = World::behind_nginx(Device::Phone).await;
    // What the page asks by itself every five seconds, it never asks: only pushes are left.
    let never = "const later = setTimeout;
        window.setTimeout = (act, time, ...more) => (time === 5000 ? 0 : later(act, time, ...more))";
    world.chromium().before_each_page(never).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_iban().await;
    ahead.open("de").await;
    iban::walk(&world).await;
    world.arrive("bank").await;
    bank::walk(&world).await;
    world.arrive("contract").await;
    contract::walk(&world).await;
    world.arrive("sign").await;
    sign::walk(&world).await;
    done::walk(&world).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_and_files_pass_nginx_as_they_are() {
    let world = World::behind_nginx(Device::Phone).await;
    let get = async |name: &'static str, value: &str| {
        world.http().get(world.address("")).header(name, value).send().await.unwrap()
    };
    let compressed = get("accept-encoding", "br").await;
    assert_eq!(compressed.headers()[header::CONTENT_ENCODING], "br");
    let etag = compressed.headers()[header::ETAG].to_str().unwrap().to_owned();
    let plain = get("accept-encoding", "identity").await;
    assert!(!plain.headers().contains_key(header::CONTENT_ENCODING));
    assert!(compressed.bytes().await.unwrap().len() < plain.bytes().await.unwrap().len() / 2);
    assert_eq!(get("if-none-match", &etag).await.status(), StatusCode::NOT_MODIFIED);
}
