//! Every state is in the gallery, and can be found.

use fantoccini::{
    actions::{InputSource, KeyAction, KeyActions},
    key::Key,
};

use crate::support::{Device, World};

impl World {
    /// Presses the key, wherever the focus is: a choice of files would take what is sent to it for a file's name.
    async fn tab(&self) {
        let value = Key::Tab.into();
        let pressed = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        self.browser.perform_actions(pressed).await.unwrap();
    }

    /// The names of the cards, once there are as many as that.
    async fn cards(&self, caption: &str) -> Vec<String> {
        self.find_words("#gallery-title", caption).await;
        let names = "return [...document.querySelectorAll('.card h3')].map(name => name.textContent)";
        let names = self.eval(names).await;
        names.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn states_are_found_by_step_code_words_and_whose_they_are() {
    let world = World::new(Device::Desktop).await;
    let samples = world.samples().await;
    world.open_desk("").await;
    let all = world.cards(&format!("All {} states", samples.len())).await;
    assert!(all.iter().eq(samples.iter().map(|(name, _)| name)), "every sample has its card");
    world.choose("step", "resume").await;
    assert!(
        world.cards("states").await.iter().all(|name| name.contains("resume") || name.contains("birth-date"))
    );
    world.choose("step", "").await;
    world.choose("code", "PREVIOUS_IDENT_NOT_FOUND").await;
    assert_eq!(world.cards("1 of").await, ["rejected-previous-ident-not-found"]);
    world.choose("code", "").await;
    // Whose words a screen has is known when it was looked at.
    world.choose("only", "draft").await;
    world.find(".card a[href*=\"state=terms&\"]").await;
    let address = world.browser.current_url().await.unwrap();
    assert!(address.query().unwrap_or_default().contains("only=draft"), "{address}");
    world.choose("only", "").await;
    world.fill("find", "stopped-video-partner").await;
    assert_eq!(world.cards("1 of").await, ["stopped-video-partner"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_state_is_shown_in_both_languages_in_a_partners_colours() {
    let world = World::new(Device::Desktop).await;
    world.open_desk("?state=iban&theme=nordlicht&scheme=dark").await;
    for (lang, heading) in [("de", "Ihr Bankkonto"), ("en", "Your bank account")] {
        world.enter_screen(&format!("iban, {lang}")).await;
        assert_eq!(world.text("main[data-step] h1").await, heading);
        world.find("html[data-scheme=dark] .brand-logo").await;
        world.leave_frames().await;
    }
    world.choose("width", "desktop").await;
    world.enter_screen("iban, de").await;
    assert_eq!(world.eval("return innerWidth").await, 1024);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_can_be_used_by_everybody() {
    for device in Device::ALL {
        let world = World::new(device).await;
        for (query, ready, state) in [
            ("", ".card .frame", "desk"),
            ("?state=terms", ".rows .row", "desk-state"),
            ("?state=terms&sentence=data-terms", "textarea[name=words-de]", "desk-sentence"),
            ("?state=terms&pseudo=yes", ".plain li", "desk-pseudo"),
        ] {
            world.open_desk(query).await;
            world.find(ready).await;
            world.inspect_page("en", state).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sentence_is_reached_by_the_keyboard_alone() {
    let world = World::new(Device::Desktop).await;
    world.open_desk("?state=resume").await;
    world.find(".rows .row").await;
    let focused = "return document.activeElement.className + ' ' + (document.activeElement.name ?? '')";
    let until = async |wanted: &str| {
        for _ in 0..60 {
            world.tab().await;
            if world.eval(focused).await.as_str().unwrap().contains(wanted) {
                return;
            }
        }
        panic!("nobody comes to {wanted} by the keyboard");
    };
    until("row").await;
    world.press(Key::Enter).await;
    world.find("textarea[name=words-de]").await;
    until("words-de").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sentence_that_is_clicked_in_the_gallery_opens_with_its_state() {
    let world = World::new(Device::Desktop).await;
    world.open_desk("").await;
    world.find(".card iframe[title=\"terms, de\"]").await.enter_frame().await.unwrap();
    world.find("html[data-sample]").await;
    world.click("main[data-step] h1").await;
    world.leave_frames().await;
    // The driver clicks a little beside in a frame that is drawn smaller: on the heading or what stands below.
    assert!(world.text(".sentence-id").await.starts_with("terms-title"));
    assert_eq!(world.text("#state-title").await, "terms");
}

#[tokio::test(flavor = "multi_thread")]
async fn back_leads_from_a_state_to_the_gallery() {
    let world = World::new(Device::Desktop).await;
    world.open_desk("?step=resume").await;
    world.click(".card h3 a").await;
    world.find("#state-title").await;
    world.choose("colours", "dark").await;
    world.browser.back().await.unwrap();
    world.cards("states").await;
    assert!(world.browser.current_url().await.unwrap().as_str().ends_with("/desk/?step=resume"));
}

/// Beside the screens the screen is moved to the sentence; below them, the page to the words.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_chosen_is_in_view() {
    let is_seen = |element: &str| {
        format!(
            "const element = {element}; if (!element) return false;
            const frame = window.frameElement?.getBoundingClientRect().top ?? 0;
            const {{ top }} = element.getBoundingClientRect();
            return frame + top >= 0 && frame + top < window.top.innerHeight"
        )
    };
    let world = World::new(Device::Desktop).await;
    world.open_desk("?state=terms&sentence=data-terms").await;
    world.find("textarea[name=words-de]").await;
    for lang in ["de", "en"] {
        world.enter_screen(&format!("terms, {lang}")).await;
        world.until(&is_seen("document.querySelector('[data-desk-chosen]')")).await;
        world.leave_frames().await;
    }
    world.until(&is_seen("document.querySelector('.panel')")).await;

    let world = World::new(Device::Phone).await;
    world.open_desk("?state=terms").await;
    world.enter_screen("terms, de").await;
    world.click("main[data-step] h1").await;
    world.leave_frames().await;
    world.find("textarea[name=words-de]").await;
    world.until(&is_seen("document.querySelector('.panel')")).await;
}

/// They stand in a box of one pixel, and never stand out of a phone.
#[tokio::test(flavor = "multi_thread")]
async fn what_only_screen_readers_say_is_not_too_long() {
    let world = World::new(Device::Desktop).await;
    world.open_desk("?state=check&sentence=person-title").await;
    // Then the screen is read.
    world.find(".elsewhere [aria-current]").await;
    assert_eq!(world.text("#notes-de .findings").await, "");
    assert_eq!(world.text("#notes-en .findings").await, "");
}
