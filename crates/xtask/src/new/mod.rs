//! `cargo xtask new`: begins something that has its place in many trees.

mod name;
mod register;
mod stubs;

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, bail};
use bankident_wire::Step;
use clap::Subcommand;

use self::{
    name::Name,
    register::LISTS,
    stubs::{COMMAND, EVERY},
};
use crate::{
    fs::{root, write},
    process::run,
    tidy::steps::has_command,
};

#[derive(Subcommand)]
pub enum New {
    /// Write the files of a step, and name it in every list of steps.
    Step {
        /// Its id: `video-call`
        #[arg(value_parser = Name::parse)]
        name: Name,
        /// The step before it in the walk.
        #[arg(long, value_parser = known, default_value = "resume")]
        after: Step,
        /// The customer sends nothing from this screen.
        #[arg(long)]
        without_command: bool,
    },
}

impl New {
    pub fn run(self) -> Result<()> {
        let New::Step { name, after, without_command } = self;
        let left = new_step(root(), &name, after, !without_command)?;
        run(Command::new("cargo").args(["fmt", "--all"]).current_dir(root()))?;
        println!("The step {} has its files. What is left to do:", name.id);
        for (number, what) in left.iter().enumerate() {
            println!("{:>3}. {what}", number + 1);
        }
        Ok(())
    }
}

fn known(id: &str) -> Result<Step, String> {
    Step::from_id(id).ok_or_else(|| format!("there is no step {id}"))
}

/// Writes the files of a step and names it where all steps are listed. Answers what is left to do.
///
/// # Errors
/// If the step exists. Then nothing is written.
fn new_step(root: &Path, name: &Name, after: Step, with_command: bool) -> Result<Vec<String>> {
    let stubs: Vec<_> = EVERY.iter().chain(with_command.then_some(&COMMAND)).collect();
    if let Some(there) = stubs.iter().map(|stub| stub.path(name)).find(|path| root.join(path).exists()) {
        bail!("the step {} exists: {there}", name.id);
    }
    for stub in stubs {
        write(&root.join(stub.path(name)), stub.text(name).as_bytes())?;
    }
    let mut left = Vec::new();
    for list in LISTS.iter().filter(|list| with_command || !list.of_commands) {
        let before = if list.of_commands { last_command(after) } else { after };
        let file = root.join(list.path);
        let text = fs::read_to_string(&file).with_context(|| list.path)?;
        let (text, homeless) = list.with(&text, name, &Name::of(before));
        write(&file, text.as_bytes())?;
        left.extend(homeless.into_iter().map(|entry| format!("{}: add `{entry}`", list.path)));
    }
    left.extend(by_hand(with_command).into_iter().map(|what| name.put_into(what)));
    Ok(left)
}

/// The last step up to this one from which the customer sends something.
fn last_command(step: Step) -> Step {
    let before = Step::ALL.into_iter().take_while(|other| *other <= step);
    before.filter(|step| has_command(*step)).last().unwrap_or(Step::Terms)
}

fn by_hand(with_command: bool) -> Vec<&'static str> {
    let mut left = vec![
        "locales/{de,en}/new_step.ftl: the words. `new-step-title` is its heading.",
        "crates/wire/src/steps/new_step.rs: what the screen shows, in NewStepStage.",
        "crates/wire/src/samples.rs: a sample of each of its states.",
        "crates/bff/src/domain/: the facts, the gate's decision, and its table of tests.",
        "src/steps/new_step.rs: the screen. style/steps/new_step.css: what only this screen has.",
        "tests/steps/new_step.rs, tests/journey.rs: how a person passes it. tests/troubles/: what can go wrong.",
        "docs/embedding.md: `new-step` among the screens that a partner's page hears of.",
        "cargo xtask tidy",
    ];
    if with_command {
        let input = [
            "If it asks for something: a NewStepDraft that implements Draft beside the stage, a row of \
             crates/wire/src/field.rs for each input, and Form::empty::<NewStepDraft> in the screen.",
            "crates/bff/src/api/steps/new_step.rs: what the command does. crates/sandbox: what the other side answers.",
        ];
        left.splice(4..4, input);
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::steps::{missing_files, not_in_the_page};

    fn name(id: &str) -> Name {
        Name::parse(id).unwrap()
    }

    /// The files of this tree that list steps, in a folder of their own.
    fn copy_of_the_tree() -> tempfile::TempDir {
        let copy = tempfile::tempdir().unwrap();
        for list in &LISTS {
            write(&copy.path().join(list.path), &fs::read(root().join(list.path)).unwrap()).unwrap();
        }
        copy
    }

    #[test]
    fn a_new_step_has_every_file_that_tidy_wants() {
        let copy = copy_of_the_tree();
        let left = new_step(copy.path(), &name("video-call"), Step::Iban, true).unwrap();
        assert_eq!(missing_files(copy.path(), "video-call", true), Vec::<String>::new());
        let page = fs::read_to_string(copy.path().join("index.html")).unwrap();
        assert!(not_in_the_page(&["style/steps/video_call.css".to_owned()], &page).is_empty());
        assert!(left.iter().all(|what| !what.contains("add `")), "a list has no place for it: {left:#?}");
    }

    #[test]
    fn a_new_step_is_named_after_the_one_before() {
        let copy = copy_of_the_tree();
        new_step(copy.path(), &name("video-call"), Step::Bank, true).unwrap();
        let read = |path: &str| fs::read_to_string(copy.path().join(path)).unwrap();
        let steps = read("crates/wire/src/step.rs");
        assert!(steps.contains("    Bank,\n    VideoCall,\n    Contract,\n"), "{steps}");
        assert!(steps.contains(&format!("ALL: [Step; {}]", Step::ALL.len() + 1)), "{steps}");
        assert!(steps.contains("Step::VideoCall => \"video-call\",\n"), "{steps}");
        // The bank has no command: the last one before it is that of the IBAN.
        let commands = read("crates/bff/src/api/steps/mod.rs");
        assert!(commands.contains("pub mod iban;\npub mod video_call;\n"), "{commands}");
    }

    #[test]
    fn a_screen_that_sends_nothing_has_no_command() {
        let copy = copy_of_the_tree();
        new_step(copy.path(), &name("video"), Step::Done, false).unwrap();
        assert_eq!(missing_files(copy.path(), "video", false), Vec::<String>::new());
        assert_eq!(missing_files(copy.path(), "video", true).len(), 1);
    }

    #[test]
    fn a_step_that_exists_is_left_alone() {
        let copy = copy_of_the_tree();
        new_step(copy.path(), &name("video"), Step::Done, true).unwrap();
        let before = fs::read_to_string(copy.path().join("index.html")).unwrap();
        assert!(new_step(copy.path(), &name("video"), Step::Done, true).is_err());
        assert_eq!(fs::read_to_string(copy.path().join("index.html")).unwrap(), before);
    }
}
