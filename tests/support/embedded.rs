//! The wizard in a partner's page.

use serde_json::{Value, json};

use super::{Device, Engine, World, programs::Shop, slow_line::SlowLine};

/// The frame in the demonstration's page.
const FRAME: &str = "#onboarding iframe";

/// The sample partner's.
const KEY: &str = "bk_demo_nordlicht_not_a_secret";

/// A partner's page, on another site than the wizard, in a browser.
pub struct Embedded {
    pub world: World,
    pub shop: Shop,
}

impl Embedded {
    pub async fn new(engine: Engine, device: Device) -> Embedded {
        Embedded::with(engine, device, &[]).await
    }

    /// On another site than the wizard.
    pub async fn far(device: Device) -> Embedded {
        Embedded::new(Engine::Chromium, device).await
    }

    /// On the wizard's own site, but not of its origin.
    pub async fn near(device: Device) -> Embedded {
        let mut near = Embedded::far(device).await;
        near.shop.origin = near.shop.origin.replace("127.0.0.1", "localhost");
        let world = &near.world;
        world.server.partners_are_at(world.folder.path(), &near.shop.origin, &world.http).await;
        near
    }

    /// A shop that is started with these options.
    pub async fn with(engine: Engine, device: Device, options: &[&str]) -> Embedded {
        Embedded::around(World::of(engine, device).await, options).await
    }

    /// On a line where the wizard's WebAssembly is late, until it is released.
    pub async fn on_a_slow_line(engine: Engine, device: Device) -> (Embedded, SlowLine) {
        let (world, line) = World::on_a_slow_line(engine, device).await;
        (Embedded::around(world, &[]).await, line)
    }

    async fn around(mut world: World, options: &[&str]) -> Embedded {
        let shop = Shop::start(&world.server.wizard, options).await;
        world.frame = Some(FRAME);
        let embedded = Embedded { world, shop };
        embedded.register(&embedded.shop.origin).await;
        embedded
    }

    /// Creates a person at Solaris, for whom the partner begins a journey; answers the journey's link.
    pub async fn link_of_person(person: Value) -> (Embedded, String) {
        let mut shop = Embedded::far(Device::Phone).await;
        let world = &mut shop.world;
        world.frame = None;
        world.tell_sandbox("persons", json!({ "lenient": true })).await;
        let created = world.http.post(format!("{}v1/persons", world.server.sandbox)).json(&person);
        let created = created.bearer_auth(world.access_token().await).send().await.unwrap();
        let created: Value = created.json().await.unwrap();
        let journey = world.http.post(format!("{}partner/v1/journeys", world.server.wizard)).bearer_auth(KEY);
        let journey = journey.json(&json!({ "person_id": created["id"] })).send().await.unwrap();
        let journey: Value = journey.json().await.unwrap();
        let link = journey["url"].as_str().unwrap_or_else(|| panic!("{journey}")).to_owned();
        (shop, link)
    }

    pub async fn open(&self, path: &str) {
        self.world.browser.goto(&format!("{}{path}", self.shop.origin)).await.unwrap();
    }

    /// Into the wizard's frame, once the wizard is there.
    pub async fn enter(&self) {
        self.world.return_to_wizard().await;
        self.world.find("html[data-wizard=here] main:is([data-step], [data-problem])").await;
    }

    /// Into its frame, as soon as the first screen is there.
    pub async fn enter_early(&self) {
        self.world.return_to_wizard().await;
        self.world.find("#first main[data-step]").await;
    }

    /// Out of all frames.
    pub async fn leave(&self) {
        self.world.leave_frames().await;
    }

    /// What the page has heard, the oldest first: the names of the events.
    pub async fn heard(&self) -> Vec<String> {
        let script =
            "return [...document.querySelectorAll('#log li')].map(entry => entry.dataset.event).reverse()";
        let heard: Value = self.world.eval(script).await;
        heard.as_array().unwrap().iter().map(|event| event.as_str().unwrap().to_owned()).collect()
    }

    /// Waits until the page has heard this.
    pub async fn hears(&self, event: &str) {
        self.world.find(&format!("#log [data-event=\"{event}\"]")).await;
    }

    /// A shop that nobody has registered, with the same keys.
    pub async fn stranger(&self) -> Shop {
        Shop::start(&self.world.server.wizard, &[]).await
    }

    /// The pages of this origin may show the wizard from now on.
    pub async fn register(&self, origin: &str) {
        self.world.server.partners_are_at(self.world.folder.path(), origin, &self.world.http).await;
    }

    pub fn wizard(&self) -> &str {
        self.world.server.wizard.trim_end_matches('/')
    }
}
