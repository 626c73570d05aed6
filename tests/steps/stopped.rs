use crate::support::World;

/// Where video identification is.
pub async fn video_address(world: &World) -> Option<String> {
    world.find("main[data-step=stopped] a.button").await.attr("href").await.unwrap()
}
