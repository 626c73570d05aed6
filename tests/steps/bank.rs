use crate::support::World;

const IBAN: &str = "DE11110101010100000020";

/// Through the bank's own pages, in their frame.
pub async fn walk(world: &World) {
    walk_with(world, IBAN).await;
}

/// With the account that was named before.
pub async fn walk_with(world: &World, iban: &str) {
    log_in_with(world, iban).await;
    transfer(world).await;
}

/// The TAN, once logged in.
pub async fn transfer(world: &World) {
    world.find("main iframe").await.enter_frame().await.unwrap();
    world.find("main[data-bank-page=tan]").await;
    world.fill("tan", "123456").await;
    page(world, "tan").await;
    // The frame goes by itself, with the screen.
    world.return_to_wizard().await;
}

/// Up to the transfer; back in our page.
pub async fn log_in(world: &World) {
    log_in_with(world, IBAN).await;
}

pub async fn log_in_with(world: &World, iban: &str) {
    world.arrive("bank").await;
    world.find("main iframe").await.enter_frame().await.unwrap();
    world.find("main[data-bank-page=iban]").await;
    world.fill("iban", iban).await;
    page(world, "iban").await;
    world.find("main[data-bank-page=login]").await;
    world.fill("account_number", "12345678").await;
    world.fill("pin", "12345").await;
    page(world, "login").await;
    world.return_to_wizard().await;
}

async fn page(world: &World, page: &str) {
    let submit = world.find(&format!("main[data-bank-page={page}] button[type=submit]")).await;
    world.is_accessible(&format!("the bank's page {page}")).await;
    world.click_on(&submit).await;
}
