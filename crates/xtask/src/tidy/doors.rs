//! One file for each door to the outside.

use super::{findings::Findings, sources::Source};

/// A door to the outside.
struct Door {
    /// Its files and folders: those that may use it.
    own: &'static [&'static str],
    what: &'static str,
    /// The words in a source that use it.
    marks: &'static [&'static str],
}

/// `early.js` runs before the wizard has arrived: it asks for the journey in the session that the wizard will use.
const DOORS: [Door; 4] = [
    Door {
        own: &["src/api/", "src/early.js"],
        what: "does HTTP",
        marks: &[
            "fetch_with",
            "web_sys::Request",
            "gloo_net",
            "reqwest",
            "XmlHttpRequest",
            "EventSource",
            "WebSocket",
        ],
    },
    Door { own: &["src/i18n/"], what: "knows Fluent", marks: &["fluent", "unic_langid"] },
    Door {
        own: &["src/browser/parent_window.rs", "src/early.js"],
        what: "talks to the embedding page",
        marks: &["post_message", "postMessage"],
    },
    Door {
        own: &["src/browser/storage.rs", "src/early.js"],
        what: "touches the tab's storage",
        marks: &["session_storage", "local_storage", "sessionStorage"],
    },
];

pub fn only_its_own_file_does_it(wizard: &[Source]) -> Findings {
    let offences = DOORS.iter().flat_map(|Door { own, what, marks }| {
        let others = wizard.iter().filter(|source| !own.iter().any(|own| belongs_to(own, &source.path)));
        let offenders = others.filter(|source| marks.iter().any(|mark| code_mentions(source, mark)));
        offenders.map(move |source| format!("{}: only {} {what}", source.path, own[0]))
    });
    offences.collect()
}

/// Whether a file is the one of a door, or in its folder.
fn belongs_to(own: &str, path: &str) -> bool {
    path == own || own.ends_with('/') && path.starts_with(own)
}

/// The names that `wire` would use for I/O or a clock.
const OUTSIDE: [&str; 8] = [
    "std::env",
    "std::fs",
    "std::io",
    "std::net",
    "std::process",
    "std::thread",
    "std::time",
    concat!("Utc", "::now"),
];

pub fn wire_does_no_io(wire: &[Source]) -> Findings {
    let offences = wire.iter().flat_map(|source| {
        let used = OUTSIDE.iter().filter(|mark| code_mentions(source, mark));
        used.map(|mark| format!("{}: wire does no I/O and has no clock, but names {mark}", source.path))
    });
    offences.collect()
}

/// Whether a source contains a mark outside of its comments.
fn code_mentions(source: &Source, mark: &str) -> bool {
    source.text.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::{super::sources::source, *};

    #[test]
    fn a_second_door_is_found() {
        let findings = only_its_own_file_does_it(&source("src/steps/a.rs", "use fluent_bundle::X;"));
        assert_eq!(findings, ["src/steps/a.rs: only src/i18n/ knows Fluent"]);
        assert!(only_its_own_file_does_it(&source("src/i18n/a.rs", "use fluent_bundle::X;")).is_empty());
        assert!(only_its_own_file_does_it(&source("src/app.rs", "// no fluent_bundle here")).is_empty());
        assert!(only_its_own_file_does_it(&source("src/early.js", "sessionStorage.getItem()")).is_empty());
        assert_eq!(only_its_own_file_does_it(&source("src/later.js", "sessionStorage.getItem()")).len(), 1);
    }

    #[test]
    fn a_clock_in_wire_is_found() {
        assert_eq!(wire_does_no_io(&source("crates/wire/src/a.rs", "std::time::SystemTime::now()")).len(), 1);
        assert!(
            wire_does_no_io(&source("crates/wire/src/a.rs", "fn is_over(now: DateTime<Utc>)")).is_empty()
        );
    }
}
