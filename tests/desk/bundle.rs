//! Nothing of the desk reaches a customer.

use serde_json::Value;

use crate::support::{Device, World};

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_loads_nothing_of_the_desk() {
    let world = World::new(Device::Phone).await;
    world.open("de").await;
    world.arrive("terms").await;
    let loaded =
        "return [location.href, ...performance.getEntriesByType('resource').map(entry => entry.name)]";
    let loaded = world.eval(loaded).await;
    let loaded: Vec<&str> = loaded.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(loaded.iter().any(|name| name.ends_with(".wasm")), "{loaded:?}");
    for name in loaded.into_iter().filter(|name| !name.contains("/api/")) {
        assert!(!name.contains("/desk"), "{name}");
        let content = world.http().get(name).send().await.unwrap().bytes().await.unwrap();
        let mentions = |word: &[u8]| content.windows(word.len()).any(|window| window == word);
        assert!(!mentions(b"/desk") && !mentions(b"desk."), "{name} knows the desk");
    }
}
