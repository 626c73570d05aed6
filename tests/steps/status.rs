use crate::support::World;

pub async fn walk(world: &World) {
    world.arrive("status").await;
    world.choose("employment_status", "EMPLOYED").await;
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
