//! Nothing is left undone.

use super::{findings::Findings, sources::Source};

/// Each is split, so that the rule does not find this file.
const MARKS: [&str; 3] = [concat!("todo", "!("), concat!("unimplemented", "!("), concat!("#[", "ignore")];

pub fn nothing_is_left_undone(sources: &[Source]) -> Findings {
    let undone = sources.iter().flat_map(|source| {
        let marks = MARKS.iter().filter(|mark| source.text.contains(**mark));
        marks.map(|mark| format!("{}: {mark} leaves something undone", source.path))
    });
    undone.collect()
}

#[cfg(test)]
mod tests {
    use super::{super::sources::source, *};

    #[test]
    fn each_mark_is_found() {
        for mark in MARKS {
            assert_eq!(nothing_is_left_undone(&source("tests/a.rs", &format!("fn f() {{ {mark}"))).len(), 1);
        }
        assert!(nothing_is_left_undone(&source("tests/a.rs", "fn done() {}")).is_empty());
    }
}
