//! One file for each door to the outside.

use super::{findings::Findings, sources::Source};

/// The file, what only it does, and the words that show that another file does it.
const DOORS: [(&str, &str, &[&str]); 4] = [
    (
        "src/api.rs",
        "does HTTP",
        &[
            "fetch_with",
            "web_sys::Request",
            "gloo_net",
            "reqwest",
            "XmlHttpRequest",
            "EventSource",
            "WebSocket",
        ],
    ),
    ("src/copy.rs", "knows Fluent", &["fluent", "unic_langid"]),
    ("src/host.rs", "talks to the embedding page", &["post_message", "postMessage"]),
    ("src/session.rs", "touches the tab's storage", &["session_storage", "local_storage", "sessionStorage"]),
];

pub fn only_its_own_file_does_it(wizard: &[Source]) -> Findings {
    let offences = DOORS.iter().flat_map(|(own, what, marks)| {
        // A script beside it is part of it.
        let stem = own.trim_end_matches(".rs");
        let others = wizard
            .iter()
            .filter(move |source| source.path.rsplit_once('.').is_none_or(|(name, _)| name != stem));
        let offenders = others.filter(|source| marks.iter().any(|mark| code_mentions(source, mark)));
        offenders.map(move |source| format!("{}: only {own} {what}", source.path))
    });
    offences.collect()
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
        assert_eq!(findings, ["src/steps/a.rs: only src/copy.rs knows Fluent"]);
        assert!(only_its_own_file_does_it(&source("src/copy.rs", "use fluent_bundle::X;")).is_empty());
        assert!(only_its_own_file_does_it(&source("src/app.rs", "// no fluent_bundle here")).is_empty());
    }

    #[test]
    fn a_clock_in_wire_is_found() {
        assert_eq!(wire_does_no_io(&source("crates/wire/src/a.rs", "std::time::SystemTime::now()")).len(), 1);
        assert!(
            wire_does_no_io(&source("crates/wire/src/a.rs", "fn is_over(now: DateTime<Utc>)")).is_empty()
        );
    }
}
