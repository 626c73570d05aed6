use crate::support::World;

/// Why, in the official words.
pub async fn reason(world: &World) -> (String, String) {
    let alert = world.find("main [data-error-code][role=alert]").await;
    (alert.attr("data-error-code").await.unwrap().unwrap(), alert.text().await.unwrap())
}

/// What is offered, the most promising first.
pub async fn ways(world: &World) -> Vec<String> {
    let ways = "return [...document.querySelectorAll('main [data-way]')].map(way => way.dataset.way)";
    let ways = world.eval(ways).await;
    ways.as_array().unwrap().iter().map(|way| way.as_str().unwrap().to_owned()).collect()
}

pub async fn choose(world: &World, way: &str) {
    world.click(&format!("main [data-way={way}]")).await;
}
