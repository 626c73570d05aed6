use crate::support::World;

/// Keeps both signed documents, and the receipt of the consents.
pub async fn walk(world: &World) {
    world.arrive("done").await;
    let before = world.downloads().len();
    let buttons = world.find_all(".download").await;
    assert_eq!(buttons.len(), 3, "the contract, the report and the receipt");
    for (place, button) in buttons.iter().enumerate() {
        world.click_on(button).await;
        let files = world.downloaded(before + place + 1).await;
        assert!(files.iter().all(|file| file.starts_with(b"%PDF-")), "what is kept is a PDF");
    }
}
