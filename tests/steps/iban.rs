use crate::support::World;

/// Any IBAN, with the consent.
pub async fn submit(world: &World, iban: &str) {
    world.arrive("iban").await;
    world.fill("iban", iban).await;
    world.tick("swisscom_terms").await;
    world.submit().await;
}

pub async fn walk(world: &World) {
    world.arrive("iban").await;
    world.fill("iban", "DE11110101010100000020").await;
    assert_eq!(world.typed("iban").await, "DE11 1101 0101 0100 0000 20", "it is grouped as it is typed");
    world.find("output.understood:not(:empty)").await;
    world.tick("swisscom_terms").await;
    world.submit().await;
}
