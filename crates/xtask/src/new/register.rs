//! Names a new step in the files that list all steps, next to the one before it.

use super::name::Name;

/// A file that lists all steps.
pub struct List {
    pub path: &'static str,
    entries: &'static [Entry],
    /// Whether the list is of the commands only.
    pub of_commands: bool,
}

/// An entry of the step before, by its beginning, and the new entry that follows it. The names stand in both as in
/// [`Name::put_into`].
struct Entry {
    before: &'static str,
    new: &'static str,
}

pub const LISTS: [List; 10] = [
    List {
        path: "crates/wire/src/step.rs",
        entries: &[
            Entry { before: "    NewStep,", new: "    NewStep," },
            Entry { before: "        Step::NewStep,", new: "        Step::NewStep," },
            Entry {
                before: "            Step::NewStep => \"",
                new: "            Step::NewStep => \"new-step\",",
            },
        ],
        of_commands: false,
    },
    List {
        path: "crates/wire/src/stage.rs",
        entries: &[
            Entry { before: "    NewStep", new: "    NewStep(crate::NewStepStage)," },
            Entry {
                before: "            Stage::NewStep",
                new: "            Stage::NewStep(_) => Step::NewStep,",
            },
            Entry {
                before: "        Step::NewStep => Stage::",
                new: "        Step::NewStep => Stage::NewStep(serde_json::from_value(value)?),",
            },
        ],
        of_commands: false,
    },
    List {
        path: "crates/wire/src/steps/mod.rs",
        entries: &[Entry { before: "pub mod new_step;", new: "pub mod new_step;" }],
        of_commands: false,
    },
    List {
        path: "crates/wire/src/lib.rs",
        entries: &[Entry { before: "    new_step::", new: "    new_step::NewStepStage," }],
        of_commands: false,
    },
    List {
        path: "src/steps/mod.rs",
        entries: &[Entry { before: "pub mod new_step;", new: "pub mod new_step;" }],
        of_commands: false,
    },
    List {
        path: "src/app.rs",
        entries: &[Entry {
            before: "        Stage::NewStep",
            new: "        Stage::NewStep(stage) => view! { <crate::steps::new_step::NewStepScreen stage/> }.into_any(),",
        }],
        of_commands: false,
    },
    List {
        path: "index.html",
        entries: &[Entry {
            before: "    <link data-trunk rel=\"inline\" type=\"css\" href=\"style/steps/new_step.css\"",
            new: "    <link data-trunk rel=\"inline\" type=\"css\" href=\"style/steps/new_step.css\" />",
        }],
        of_commands: false,
    },
    List {
        path: "tests/steps/mod.rs",
        entries: &[Entry { before: "pub mod new_step;", new: "pub mod new_step;" }],
        of_commands: false,
    },
    List {
        path: "crates/bff/src/api/steps/mod.rs",
        entries: &[Entry { before: "pub mod new_step;", new: "pub mod new_step;" }],
        of_commands: true,
    },
    List {
        path: "crates/bff/src/routes.rs",
        entries: &[Entry {
            before: "        .route(\"/new-step\"",
            new: "        .route(\"/new-step\", post(steps::new_step::submit))",
        }],
        of_commands: true,
    },
];

impl List {
    /// The text with the new step in it, and the entries for which no place was found.
    pub fn with(&self, text: &str, name: &Name, after: &Name) -> (String, Vec<String>) {
        let mut lines: Vec<String> = text.lines().map(one_more_step).collect();
        let mut homeless = Vec::new();
        for entry in self.entries {
            let (before, new) = (after.put_into(entry.before), name.put_into(entry.new));
            match end_of_entry(&lines, &before) {
                Some(end) => lines.insert(end + 1, new),
                None => homeless.push(new.trim().to_owned()),
            }
        }
        (lines.into_iter().map(|line| line + "\n").collect(), homeless)
    }
}

/// The last line of the entry that begins so; it can go over several lines.
fn end_of_entry(lines: &[String], beginning: &str) -> Option<usize> {
    let start = lines.iter().position(|line| begins(line, beginning))?;
    if !lines[start].ends_with(['{', '(']) {
        return Some(start);
    }
    let indent = |line: &str| line.len() - line.trim_start().len();
    let after = lines.iter().skip(start + 1);
    after.take_while(|line| indent(line) > indent(&lines[start])).count().checked_add(start + 1)
}

/// Whether a line begins so, and no longer name goes on there.
fn begins(line: &str, beginning: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    line.strip_prefix(beginning)
        .is_some_and(|rest| !(beginning.ends_with(is_name) && rest.starts_with(is_name)))
}

/// `Step::ALL` says how many there are.
fn one_more_step(line: &str) -> String {
    let count = line.split_once("ALL: [Step; ").and_then(|(_, rest)| rest.split_once(']'));
    match count.and_then(|(count, _)| Some((count, count.parse::<usize>().ok()?))) {
        Some((written, count)) => {
            line.replace(&format!("[Step; {written}]"), &format!("[Step; {}]", count + 1))
        }
        None => line.to_owned(),
    }
}
