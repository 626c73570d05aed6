//! One name per step, in every tree; no step knows another.

use std::{fs, path::Path};

use anyhow::Result;
use bankident_wire::Step;

use super::{findings::Findings, sources::Source};
use crate::fs::{at_root, files, root};

/// At the bank and at the end the customer sends us nothing, and what can be chosen after a rejection can be chosen
/// elsewhere too: the BFF has no command of their own for them.
const WITHOUT_COMMAND: [Step; 4] = [Step::Bank, Step::Done, Step::Rejected, Step::Stopped];

/// Whether the BFF has a file for what the customer sends from a step.
pub fn has_command(step: Step) -> bool {
    !WITHOUT_COMMAND.contains(&step)
}

pub fn every_step_has_its_files() -> Findings {
    Step::ALL.into_iter().flat_map(|step| missing_files(root(), step.id(), has_command(step))).collect()
}

/// The files that a step should have and has not.
pub fn missing_files(root: &Path, id: &str, has_command: bool) -> Findings {
    let missing = places(id, has_command).into_iter().filter(|place| !root.join(place).is_file());
    missing.map(|place| format!("a step has no {place}")).collect()
}

fn places(id: &str, has_command: bool) -> Vec<String> {
    let name = id.replace('-', "_");
    let mut places = vec![
        format!("crates/wire/src/steps/{name}.rs"),
        format!("src/steps/{name}.rs"),
        format!("style/steps/{name}.css"),
        format!("locales/de/{name}.ftl"),
        format!("locales/en/{name}.ftl"),
        format!("tests/steps/{name}.rs"),
    ];
    if has_command {
        places.push(format!("crates/bff/src/api/steps/{name}.rs"));
    }
    places
}

/// The journeys in tests/ name every step.
pub fn every_step_is_walked_through(sources: &[Source]) -> Findings {
    let journeys: Vec<&Source> = sources.iter().filter(|source| source.path.starts_with("tests/")).collect();
    let named = |id: &str| journeys.iter().any(|journey| journey.text.contains(&format!("\"{id}\"")));
    let forgotten = Step::ALL.into_iter().map(Step::id).filter(|id| !named(id));
    forgotten.map(|id| format!("no journey in tests/ walks through \"{id}\"")).collect()
}

/// What comes next is for the gate to say.
pub fn no_step_knows_another(wizard: &[Source]) -> Findings {
    let of_steps = wizard.iter().filter(|source| source.path != "src/steps/mod.rs");
    let nosy = of_steps.filter(|source| {
        let Some(step) = source.path.strip_prefix("src/steps/").and_then(|path| path.strip_suffix(".rs"))
        else {
            return false;
        };
        let other_step = |path: &str| !path.starts_with(&format!("{step}::"));
        // `super` is where the other steps are.
        source.text.contains("super::") || source.text.split("steps::").skip(1).any(other_step)
    });
    nosy.map(|source| format!("{}: a step knows no other step", source.path)).collect()
}

pub fn every_stylesheet_is_in_the_page() -> Result<Findings> {
    let page = fs::read_to_string(at_root("index.html"))?;
    let mut stylesheets = Vec::new();
    for file in files(&at_root("style"))? {
        stylesheets.push(file.strip_prefix(root())?.display().to_string());
    }
    Ok(not_in_the_page(&stylesheets, &page))
}

pub fn not_in_the_page(stylesheets: &[String], page: &str) -> Findings {
    let forgotten = stylesheets.iter().filter(|file| !page.contains(&format!("href=\"{file}\"")));
    forgotten.map(|file| format!("index.html does not take in {file}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::sources::source, *};

    #[test]
    fn a_missing_file_is_found() {
        let findings = missing_files(Path::new("/nowhere"), "mobile-code", has_command(Step::MobileCode));
        assert_eq!(findings.len(), 7);
        assert!(findings.contains(&"a step has no style/steps/mobile_code.css".to_owned()));
        assert_eq!(missing_files(Path::new("/nowhere"), "done", has_command(Step::Done)).len(), 6);
    }

    #[test]
    fn a_step_without_a_journey_is_found() {
        let findings = every_step_is_walked_through(&source("tests/journey.rs", r#"at("mobile")"#));
        assert_eq!(findings.len(), Step::ALL.len() - 1);
        assert!(findings.iter().any(|finding| finding.contains("\"mobile-code\"")));
    }

    #[track_caller]
    fn check(path: &str, text: &str, knows_another: bool) {
        assert_eq!(!no_step_knows_another(&source(path, text)).is_empty(), knows_another, "{path}: {text}");
    }

    #[test]
    fn a_step_that_knows_another_is_found() {
        check("src/steps/a.rs", "use crate::steps::b;", true);
        check("src/steps/a.rs", "use super::b;", true);
        check("src/steps/a.rs", "use crate::steps::a::View;", false);
        check("src/app.rs", "use crate::steps::a::View;", false);
    }

    #[test]
    fn a_forgotten_stylesheet_is_found() {
        let page = r#"<link data-trunk rel="inline" href="style/a.css" />"#;
        let findings = not_in_the_page(&["style/a.css".to_owned(), "style/b.css".to_owned()], page);
        assert_eq!(findings, ["index.html does not take in style/b.css"]);
    }
}
