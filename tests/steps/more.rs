use crate::support::World;

/// What the demonstration's partner Seerose has its customers asked.
pub async fn walk(world: &World) {
    world.arrive("more").await;
    world.choose("annual_income_range", "UP_TO_60000").await;
    world.pick("self_declared_as_pep", "false").await;
    world.fill("expected_monthly_revenue_cents", "1.250,50").await;
    world.tick("aml_confirmed_on").await;
    world.submit().await;
}
