use crate::support::World;

pub async fn walk(world: &World) {
    let answers = world.arrive("check").await.text().await.unwrap();
    for answer in ["Leander", "Zierfisch", "Aachen", "Berliner Str. 45", "14169", "person@example.com"] {
        assert!(answers.contains(answer), "{answer} is to be checked");
    }
    world.submit().await;
}

/// Follows the link that changes the answers of a step.
pub async fn change(world: &World, step: &str) {
    world.arrive("check").await;
    world.find(&format!("a[href=\"#{step}\"]")).await.click().await.unwrap();
}
