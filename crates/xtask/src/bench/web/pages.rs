//! The three pages that are measured: the wizard, a static page with the same texts, and the same screen in SurveyJS.

use std::{collections::BTreeMap, fs, process::Command};

use anyhow::{Context, Result};
use clap::ValueEnum;
use serde_json::{Value, json};

use crate::{
    fs::{at_root, files},
    process::{output, run},
    words::Words,
};

use super::server::{File, FileServer, WizardServer};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Subject {
    Wizard,
    Static,
    SurveyJs,
}

/// Where the subjects are served, each by its own server.
pub struct Subjects {
    pages: BTreeMap<Subject, FileServer>,
    wizard: Option<WizardServer>,
}

impl Subject {
    pub const ALL: [Subject; 3] = [Subject::Wizard, Subject::Static, Subject::SurveyJs];

    /// What the probe looks for, as CSS selectors: the button, what follows from pressing it, the sign that the page's own
    /// program is there. Also the requests whose answers change the screen.
    pub fn probe(self, pressed: bool) -> Value {
        let (button, effect, ready) = match self {
            // Until the wizard names itself on the root element, it has taken over once its placeholder is gone.
            Subject::Wizard => (
                "main form button[type=submit]",
                "main[data-step=person]",
                "html[data-wizard=here], html:not([data-wizard]) body:not(:has(#boot, #first)) main[data-step]",
            ),
            Subject::Static => ("form button", "form[data-sent]", "html[data-ready]"),
            Subject::SurveyJs => {
                ("input.sd-navigation__complete-btn", ".sd-completedpage", "html[data-ready]")
            }
        };
        let answers = ["/api/journey/terms", "/api/journey/person"];
        json!({ "button": button, "effect": effect, "ready": ready, "pressed": pressed, "answers": answers })
    }
}

impl Subjects {
    /// Builds and serves the pages that are asked for.
    pub fn serve(asked: &[Subject]) -> Result<Subjects> {
        let words = words()?;
        let mut pages = BTreeMap::new();
        let mut wizard = None;
        for subject in asked {
            match subject {
                Subject::Wizard => wizard = Some(WizardServer::start()?),
                Subject::Static => drop(pages.insert(*subject, FileServer::start(static_page(&words)?)?)),
                Subject::SurveyJs => drop(pages.insert(*subject, FileServer::start(survey(&words)?)?)),
            }
        }
        Ok(Subjects { pages, wizard })
    }

    pub fn url(&self, subject: Subject) -> Result<String> {
        let url = match (&self.wizard, subject) {
            (Some(wizard), Subject::Wizard) => Some(format!("{}?lang=de", wizard.url)),
            _ => self.pages.get(&subject).map(|server| server.url.clone()),
        };
        url.context("this page is not served")
    }
}

/// The wizard's own style sheets, as far as this page uses them.
const STYLES: [&str; 6] = [
    "style/tokens.css",
    "style/base.css",
    "style/components/header.css",
    "style/components/field.css",
    "style/components/choice.css",
    "style/steps/terms.css",
];

fn static_page(words: &BTreeMap<String, String>) -> Result<Vec<File>> {
    let mut page = fs::read_to_string(at_root("bench/static/index.html"))?;
    for (id, text) in words {
        page = page.replace(&format!("{{{{{id}}}}}"), &with_links(text, words));
    }
    let bundle = at_root("target/bench/static.css");
    let imports: String =
        STYLES.iter().map(|path| format!("@import \"{}\";\n", at_root(path).display())).collect();
    fs::write(&bundle, imports)?;
    let style = output(esbuild().arg("--bundle").arg(&bundle))?;
    let page = page.replace("{{style}}", &style);
    let page: String = page.lines().map(|line| format!("{}\n", line.trim_start())).collect();
    Ok(vec![File { path: "/".to_owned(), kind: "text/html; charset=utf-8", content: page.into_bytes() }])
}

fn survey(words: &BTreeMap<String, String>) -> Result<Vec<File>> {
    let folder = at_root("target/bench/surveyjs");
    let mut bundle = esbuild();
    bundle.arg(at_root("bench/surveyjs/main.js")).args(["--bundle", "--format=esm"]);
    run(bundle.arg(format!("--outdir={}", folder.display())))?;
    let page = fs::read_to_string(at_root("bench/surveyjs/index.html"))?;
    let plain: BTreeMap<&String, String> = words.iter().map(|(id, text)| (id, without_marks(text))).collect();
    let page = page.replace("{{words}}", &serde_json::to_string(&plain)?);
    let mut served =
        vec![File { path: "/".to_owned(), kind: "text/html; charset=utf-8", content: page.into_bytes() }];
    for file in files(&folder)? {
        let name = file.strip_prefix(&folder)?.display().to_string();
        let kind = if name.ends_with(".css") { "text/css" } else { "text/javascript" };
        served.push(File { path: format!("/{name}"), kind, content: fs::read(&file)? });
    }
    Ok(served)
}

/// The German words of the first screen, by their ids.
fn words() -> Result<BTreeMap<String, String>> {
    let first = ["terms-", "data-terms", "link-", "action-pending"];
    let words = Words::of("de")?.texts.into_iter();
    let words = words.filter(|(id, _)| first.iter().any(|beginning| id.starts_with(beginning)));
    Ok(words.map(|(id, message)| (id, message.words)).collect())
}

/// `<name>words</name>` as a link to what `link-name` says.
fn with_links(text: &str, words: &BTreeMap<String, String>) -> String {
    let links = words.iter().filter_map(|(id, address)| Some((id.strip_prefix("link-")?, address)));
    links.fold(text.to_owned(), |text, (name, address)| {
        let link = format!("<a href=\"{address}\" target=\"_blank\" rel=\"noopener\">");
        text.replace(&format!("<{name}>"), &link).replace(&format!("</{name}>"), "</a>")
    })
}

fn without_marks(text: &str) -> String {
    let mut pieces = text.split('<');
    let first = pieces.next().unwrap_or_default().to_owned();
    let rest = pieces.map(|piece| piece.split_once('>').map_or(piece, |(_, words)| words));
    first + &rest.collect::<String>()
}

fn esbuild() -> Command {
    let mut esbuild = Command::new(at_root("node_modules/.bin/esbuild"));
    esbuild.args(["--minify", "--target=es2022", "--log-level=error"]);
    esbuild
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_links_or_nothing() {
        let words = BTreeMap::from([("link-a".to_owned(), "https://bank.example/".to_owned())]);
        let linked = with_links("one <a>two</a>", &words);
        assert_eq!(
            linked,
            "one <a href=\"https://bank.example/\" target=\"_blank\" rel=\"noopener\">two</a>"
        );
        assert_eq!(without_marks("one <a>two</a>, three"), "one two, three");
    }

    #[test]
    fn the_static_page_finds_all_its_words() {
        let words = words().unwrap();
        let page = fs::read_to_string(at_root("bench/static/index.html")).unwrap();
        for place in page.split("{{").skip(1) {
            let id = place.split("}}").next().unwrap();
            assert!(id == "style" || words.contains_key(id), "{id}");
        }
    }
}
