use crate::support::World;

pub async fn walk(world: &World) {
    walk_with(world, "EMPLOYED").await;
}

pub async fn walk_with(world: &World, employment: &str) {
    world.arrive("status").await;
    world.choose("employment_status", employment).await;
    assert_eq!(
        world.typed("tax_information.tax_assessment_country").await,
        "",
        "tax residence is never assumed"
    );
    world.choose("tax_information.tax_assessment_country", "DE").await;
    world.pick("fatca_relevant", "false").await;
    world.tick("fatca_crs").await;
    world.tick("own_economic_interest").await;
    world.submit().await;
}
