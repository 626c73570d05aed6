//! No file imports a file above it, and no files import each other in a circle.
//!
//! [`HOUSES`] is the one place where the floors of each crate are written down. Tests are not looked at: they may use
//! everything.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};

use super::{
    findings::Findings,
    imports::{Module, imports, orphans},
    sources::{Source, rust},
};

/// A crate and its floors.
struct House {
    /// Where its root is, from the root of the project.
    src: &'static str,
    /// From the top down. A room is a file or a folder of `src`, without `.rs`; of two that fit, the longer name counts.
    floors: &'static [&'static [&'static str]],
}

const HOUSES: [House; 7] = [
    House {
        src: "src",
        floors: &[
            &["main"],
            &["lib", "first_screen"],
            &["app"],
            &["steps"],
            &["components", "takeover"],
            &["journey"],
            &["i18n"],
            &["api"],
            &["browser"],
        ],
    },
    House {
        src: "desk/src",
        floors: &[
            &["main"],
            &["app"],
            &["view"],
            &["store"],
            &["scan_queue", "url_state"],
            &["occurrences", "catalogue", "texts"],
            &["browser"],
        ],
    },
    House {
        src: "crates/bff/src",
        floors: &[
            &["main"],
            &["lib"],
            &["cli"],
            &["routes"],
            &["api", "outbox", "pages", "partner_api", "solaris_webhook"],
            &["journey"],
            &["state"],
            &["error"],
            &["store"],
            &["receipt", "solaris"],
            &["domain"],
            &["partners"],
            &["clock", "connections", "http_client", "public_network", "security", "tasks", "vault"],
        ],
    },
    House {
        src: "crates/sandbox/src",
        floors: &[
            &["lib"],
            &["routes"],
            &["api", "control", "pages"],
            &["contracts", "delivery", "faults"],
            &["sandbox"],
            &["model"],
            &["validation"],
            &["error"],
            &["fault"],
            &["scenario", "pdf"],
            &["clock", "connection", "format", "language", "random", "receivers", "rejection"],
        ],
    },
    House {
        src: "crates/wire/src",
        floors: &[
            &["lib"],
            &["samples"],
            &["prefill", "stage"],
            &["steps"],
            &["draft", "problem", "stuck", "values"],
            &["field"],
            &["page", "property", "rejection", "step"],
            &["json"],
        ],
    },
    House {
        src: "crates/copy/src",
        floors: &[
            &["lib"],
            &["exchange"],
            &["catalogue"],
            &["checks", "marked", "readability", "source_edit"],
            &["glossary", "message"],
            &["markup", "passage", "plural", "pseudo"],
            &["too_much"],
        ],
    },
    House {
        src: "crates/xtask/src",
        floors: &[
            &["main"],
            &["test", "new"],
            &["bench", "copy", "embed", "partner_api", "reproducible", "tidy"],
            &["postgres"],
            &["serve"],
            &["build"],
            &["sbom"],
            &["compress", "errors", "setup", "words"],
            &["build/flavour", "process"],
            &["fs"],
        ],
    },
];

pub fn no_file_imports_one_above_it() -> Result<Findings> {
    let mut findings = Findings::new();
    for house in &HOUSES {
        findings.extend(check(house, &rust(house.src)?)?);
    }
    Ok(findings)
}

pub fn no_file_is_forgotten() -> Result<Findings> {
    let mut findings = Findings::new();
    for house in &HOUSES {
        let forgotten = orphans(&modules(house, &rust(house.src)?)?)?;
        findings.extend(forgotten.iter().map(|path| format!("{}/{path}: no module names it", house.src)));
    }
    Ok(findings)
}

/// The files of a crate, with their paths from its `src`.
fn modules(house: &House, sources: &[Source]) -> Result<Vec<Module>> {
    let mut modules = Vec::new();
    for source in sources {
        let room = source.path.strip_prefix(house.src).context("a source of another crate")?;
        modules.push(Module { path: room.trim_start_matches('/').to_owned(), text: source.text.clone() });
    }
    Ok(modules)
}

fn check(house: &House, sources: &[Source]) -> Result<Findings> {
    let modules = modules(house, sources)?;
    let arrows = imports(&modules)?;
    let floors: BTreeMap<&str, usize> = modules
        .iter()
        .filter_map(|module| Some((module.path.as_str(), floor(house, &module.path)?)))
        .collect();
    let shown = |path: &str| format!("{}/{path}", house.src);
    let homeless = modules.iter().filter(|module| !floors.contains_key(module.path.as_str()));
    let mut findings: Findings = homeless
        .map(|module| format!("{}: HOUSES in tidy/floors.rs gives it no floor", shown(&module.path)))
        .collect();
    let mut level: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (from, to) in &arrows {
        let (Some(lower), Some(upper)) = (floors.get(from.as_str()), floors.get(to.as_str())) else {
            continue;
        };
        if lower > upper {
            findings.push(format!("{}: imports {}, which is above it", shown(from), shown(to)));
        }
        if lower == upper {
            level.entry(from).or_default().insert(to);
        }
    }
    let circles = circles(&level).into_iter();
    findings.extend(circles.map(|circle| {
        format!("a circle of imports: {}", circle.into_iter().map(shown).collect::<Vec<_>>().join(", "))
    }));
    Ok(findings)
}

/// Counted from the top.
fn floor(house: &House, path: &str) -> Option<usize> {
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    let fits = |room: &str| path == room || path.strip_prefix(room).is_some_and(|rest| rest.starts_with('/'));
    let rooms = house
        .floors
        .iter()
        .enumerate()
        .flat_map(|(floor, rooms)| rooms.iter().map(move |room| (floor, *room)));
    rooms.filter(|(_, room)| fits(room)).max_by_key(|(_, room)| room.len()).map(|(floor, _)| floor)
}

/// The sets of files of which each one reaches all others.
fn circles<'a>(arrows: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<BTreeSet<&'a str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        arrows.keys().map(|from| (*from, reached(from, arrows))).collect();
    let meets = |a: &str, b: &str| reached.get(a).is_some_and(|others| others.contains(b));
    let in_circle = reached.keys().filter(|file| meets(file, file));
    in_circle
        .map(|file| {
            reached.keys().copied().filter(|other| meets(file, other) && meets(other, file)).collect()
        })
        .collect()
}

fn reached<'a>(from: &str, arrows: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut ahead = vec![from];
    while let Some(file) = ahead.pop() {
        let new = arrows.get(file).into_iter().flatten().filter(|next| found.insert(**next));
        ahead.extend(new.copied().collect::<Vec<_>>());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUSE: House =
        House { src: "a/src", floors: &[&["main"], &["api"], &["store", "api/extract"], &["domain"]] };

    #[track_caller]
    fn expect(files: &[(&str, &str)], expected: &[&str]) {
        let source =
            |(path, text): &(&str, &str)| Source { path: format!("a/src/{path}"), text: (*text).to_owned() };
        let sources: Vec<Source> = files.iter().map(source).collect();
        assert_eq!(check(&HOUSE, &sources).unwrap(), expected);
    }

    const MAIN: (&str, &str) = ("main.rs", "mod api; mod store; mod domain; fn main() { api::serve() }");

    #[test]
    fn an_import_upwards_is_found() {
        let domain = ("domain.rs", "pub struct Fact;");
        expect(&[MAIN, ("store.rs", "use crate::domain::Fact;"), domain], &[]);
        let upwards = "a/src/store.rs: imports a/src/api.rs, which is above it";
        expect(&[MAIN, ("api.rs", ""), ("store.rs", "use crate::api::{self, serve};"), domain], &[upwards]);
        expect(&[MAIN, ("api.rs", ""), ("store.rs", "fn f() { super::api::serve() }")], &[upwards]);
    }

    #[test]
    fn the_longer_name_of_a_room_counts() {
        let files = [
            MAIN,
            ("api/mod.rs", "mod extract;"),
            ("store.rs", "use crate::api::extract::X;"),
            ("api/extract.rs", "pub struct X;"),
        ];
        expect(&files, &[]);
        let upwards = "a/src/api/extract.rs: imports a/src/api/mod.rs, which is above it";
        expect(
            &[MAIN, ("api/mod.rs", "mod extract; struct Y;"), ("api/extract.rs", "use super::Y;")],
            &[upwards],
        );
    }

    #[test]
    fn a_circle_on_one_floor_is_found() {
        let files = [
            MAIN,
            ("store/mod.rs", "mod a; mod b; mod c;"),
            ("store/a.rs", "use super::b::B; pub struct A;"),
            ("store/b.rs", "use crate::store::c::C; pub struct B;"),
            ("store/c.rs", "pub struct C(super::a::A);"),
            ("domain.rs", ""),
        ];
        expect(&files, &["a circle of imports: a/src/store/a.rs, a/src/store/b.rs, a/src/store/c.rs"]);
    }

    #[test]
    fn a_file_without_a_floor_is_found() {
        expect(&[MAIN, ("other.rs", "")], &["a/src/other.rs: HOUSES in tidy/floors.rs gives it no floor"]);
    }
}
