//! Who cannot answer a question reads at the question what to do now.

use crate::{
    steps::{person, stopped, terms},
    support::{Device, World},
};

#[tokio::test(flavor = "multi_thread")]
async fn who_has_one_name_finds_another_way() {
    let world = World::new(Device::Phone).await;
    world.open("en").await;
    terms::walk(&world).await;
    world.arrive("person").await;
    let lines = world.find_all("main details.stuck summary").await;
    assert_eq!(lines.len(), 4);
    for line in &lines {
        line.click().await.unwrap();
    }
    world.find_text("If your ID has only one name").await;
    world.inspect("en", "person").await;
    world.click(".field:has(#last-name) + details [data-way=video]").await;
    world.arrive("stopped").await;
    assert_eq!(stopped::video_address(&world).await.as_deref(), Some("https://video.example/"));
    world.has_no_complaints().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_in_hong_kong_needs_no_postal_code() {
    let world = World::new(Device::Phone).await;
    world.open("de").await;
    terms::walk(&world).await;
    world.find("[name=nationality] option[value=XK]").await;
    person::walk(&world).await;
    world.arrive("address").await;
    world.fill("address.line_1", "1 Harbour View").await;
    world.fill("address.city", "Hong Kong").await;
    world.fill("email", "person@example.com").await;
    world.choose("address.country", "HK").await;
    world.find_text("Dieses Land hat keine Postleitzahlen.").await;
    world.submit().await;
    world.arrive("status").await;
}
