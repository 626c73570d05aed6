//! The release sheet: every state in every language, as picture and text, to be signed off.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::PathBuf,
};

use bankident_copy::{Approval, Message, MessageCatalogue};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Deserialize;

use crate::support::{Device, World};

/// A text on a screen, as the stand-in tells it.
#[derive(Deserialize)]
struct Shown {
    id: String,
    text: String,
}

/// A state in a language.
struct Screen {
    lang: String,
    /// WebP in Base64.
    picture: String,
    shown: Vec<Shown>,
}

struct State {
    name: String,
    step: String,
    screens: Vec<Screen>,
}

impl World {
    async fn words(&self) -> MessageCatalogue {
        let words = self.http().get(self.address("desk/words.json")).send().await.unwrap();
        words.json().await.unwrap()
    }

    async fn state(&self, name: &str, step: &str, words: &MessageCatalogue) -> State {
        let mut screens = Vec::new();
        for language in &words.languages {
            let lang = language.tag.clone();
            self.open_sample(name, &lang).await;
            self.settle().await;
            let shown = serde_json::from_value(self.eval("return shown()").await).unwrap();
            screens.push(Screen { lang, picture: self.picture().await, shown });
        }
        State { name: name.to_owned(), step: step.to_owned(), screens }
    }
}

/// What is known about the messages of a catalogue, by language and id.
struct Known {
    words: MessageCatalogue,
    messages: BTreeMap<String, BTreeMap<String, Message>>,
}

impl Known {
    fn of(words: MessageCatalogue) -> Known {
        let by_id =
            |messages: Vec<Message>| messages.into_iter().map(|text| (text.id.clone(), text)).collect();
        let messages =
            words.languages.iter().map(|language| (language.tag.clone(), by_id(language.messages())));
        Known { messages: messages.collect(), words }
    }

    /// Official, draft, changed: in whichever language.
    fn marks(&self, id: &str) -> BTreeSet<&'static str> {
        let mut marks = BTreeSet::new();
        for (lang, messages) in &self.messages {
            let Some(message) = messages.get(id) else { continue };
            match message.approval {
                Approval::Official => marks.insert("official"),
                Approval::Draft => marks.insert("draft"),
                Approval::Ours => false,
            };
            if self.words.is_changed(lang, message) {
                marks.insert("changed");
            }
        }
        marks
    }
}

const STYLE: &str = "
    body { max-width: 76rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; }
    section { margin-top: 3rem; border-top: 2px solid #1a1a1a; break-before: page; }
    .screens { display: flex; flex-wrap: wrap; gap: 1.5rem; }
    figure { margin: 0; }
    img { display: block; width: 270px; border: 1px solid #8a8a8a; border-radius: 8px; }
    table { width: 100%; margin: 1rem 0; border-collapse: collapse; table-layout: fixed; overflow-wrap: break-word; }
    th, td { padding: 0.4rem 0.6rem; border: 1px solid #b0b0b0; text-align: start; vertical-align: top; }
    th:first-child { width: 14rem; }
    tbody th { font-weight: normal; }
    .sign td { height: 3rem; }
    mark { margin-inline-end: 0.3rem; padding: 0 0.4rem; border-radius: 4px; background: #fde8c8; font-size: 0.85rem; }
    mark.official { background: #dce9f9; }
    .contents { columns: 3 18rem; padding: 0; list-style: none; }";

fn sheet(known: &Known, states: &[State]) -> String {
    let released = known.words.releases.last();
    let langs: Vec<String> =
        known.words.languages.iter().map(|language| language.tag.to_uppercase()).collect();
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { "Release sheet – Bankident" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { "Release sheet" }
                    p {
                        (states.len()) " states in " (langs.join(", ")) ", as the wizard shows them on a phone. "
                        "“Changed” is what differs from "
                        @match released {
                            Some(release) => { "release " (release.version) " (" (release.date) ")." }
                            None => "nothing: there is no release yet.",
                        }
                    }
                    table.sign {
                        thead { tr { th { "Signed off by" } th { "Name" } th { "Date" } th { "Signature" } } }
                        tbody { @for role in ["Product", "Legal", "Compliance"] { tr { th { (role) } td {} td {} td {} } } }
                    }
                    h2 { "States" }
                    ul.contents { @for state in states { li { a href={ "#" (state.name) } { (state.name) } } } }
                    @for state in states { (section(known, state)) }
                }
            }
        }
    }
    .into_string()
}

fn section(known: &Known, state: &State) -> Markup {
    let mut ids: Vec<&str> = Vec::new();
    for shown in state.screens.iter().flat_map(|screen| &screen.shown) {
        if !ids.contains(&shown.id.as_str()) {
            ids.push(&shown.id);
        }
    }
    let text = |screen: &Screen, id: &str| {
        screen.shown.iter().find(|shown| shown.id == id).map(|shown| shown.text.clone())
    };
    html! {
        section id=(state.name) {
            h2 { (state.name) }
            p { "Screen: " (state.step) " · ☐ approved  ☐ to be changed" }
            div.screens {
                @for screen in &state.screens {
                    figure {
                        figcaption { (screen.lang.to_uppercase()) }
                        img loading="lazy" src={ "data:image/webp;base64," (screen.picture) }
                            alt={ (state.name) ", " (screen.lang) };
                    }
                }
            }
            table {
                thead { tr { th { "Sentence" } @for screen in &state.screens { th { (screen.lang.to_uppercase()) } } } }
                tbody {
                    @for id in ids {
                        tr {
                            th { code { (id) } br; @for mark in known.marks(id) { mark class=(mark) { (mark) } } }
                            @for screen in &state.screens { td lang=(screen.lang) { (text(screen, id).unwrap_or_default()) } }
                        }
                    }
                }
            }
        }
    }
}

/// `cargo xtask copy report` says by `BANKIDENT_REPORT` where it wants the sheet of all states, in minutes; without it, the
/// sheet has one.
#[tokio::test(flavor = "multi_thread")]
async fn the_release_sheet_shows_states_and_what_they_say() {
    const STATE: &str = "rejected-joint-account";
    let world = World::new(Device::Phone).await;
    let words = world.words().await;
    let languages = words.languages.len();
    let wanted = env::var_os("BANKIDENT_REPORT").map(PathBuf::from);
    let mut states = Vec::new();
    for (name, step) in world.samples().await {
        if wanted.is_some() || name == STATE {
            states.push(world.state(&name, &step, &words).await);
        }
    }
    let file = wanted.unwrap_or_else(|| world.folder().join("sheet.html"));
    fs::write(&file, sheet(&Known::of(words), &states)).unwrap();

    world.browser.goto(&format!("file://{}#{STATE}", file.display())).await.unwrap();
    let heights = "const [state, done] = arguments;
        const pictures = [...document.getElementById(state).querySelectorAll('img')];
        Promise.all(pictures.map(image => image.decode().then(() => image.naturalHeight > 500)))
            .then(done, error => done(String(error)))";
    let drawn = world.browser.execute_async(heights, vec![STATE.into()]).await.unwrap();
    assert_eq!(drawn, serde_json::json!(vec![true; languages]));
    let said = world.text("body").await;
    for words in ["Gemeinschaftskonten", "Joint accounts", "official", "Legal"] {
        assert!(said.contains(words), "{words} is not on the sheet");
    }
    world.is_accessible("release sheet").await;
}
