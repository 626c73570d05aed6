//! Every word is shown somewhere, and every word that is shown exists.

use std::collections::BTreeSet;

use bankident_wire::{
    DocumentKind, EmploymentStatus, Field, Kind, NACE_DIVISIONS, NaceCode, ProblemCode, Rejection, Remedy,
    Salutation, Step, Stuck, Way,
};

use super::{findings::Findings, sources::Source};
use crate::words::Words;

pub fn every_word_is_used_and_exists(words: &Words, wizard: &[Source]) -> Findings {
    let known = words.ids();
    let derived = derived_ids();
    let looked_up: Vec<(&str, &str)> =
        wizard.iter().flat_map(|source| looked_up_ids(&source.text).map(|id| (&*source.path, id))).collect();
    let quoted: BTreeSet<&str> =
        words.texts.values().flat_map(|text| &text.quoted).map(String::as_str).collect();

    let missing = looked_up.iter().map(|(path, id)| (*path, *id));
    let missing = missing.chain(derived.iter().map(|id| ("wire", id.as_str())));
    let missing = missing.filter(|(_, id)| !known.contains(id));
    let missing = missing.map(|(who, id)| format!("{who}: there is no message {id}"));

    let literals: BTreeSet<&str> = wizard.iter().flat_map(|source| string_literals(&source.text)).collect();
    let optional = optional_ids();
    let unused = known.iter().filter(|id| {
        let has = |ids: &BTreeSet<String>| ids.contains(**id);
        !literals.contains(*id)
            && !quoted.contains(*id)
            && !has(&derived)
            && !has(&optional)
            && !is_link(id, words)
    });
    missing.chain(unused.map(|id| format!("{id} is not used"))).collect()
}

/// The ids that the wizard derives from the lists of `wire`. Each needs a message.
fn derived_ids() -> BTreeSet<String> {
    let fields = Field::all().flat_map(|field| {
        let problems = field.problems().iter().map(move |problem| format!("{}.{}", field.id(), problem.id()));
        problems.chain([field.id()])
    });
    let nace = NACE_DIVISIONS.iter().flat_map(|section| {
        let divisions =
            section.divisions.iter().map(|division| NaceCode::of(section.section, *division).id());
        divisions.chain([format!("nace-section-{}", section.section.to_ascii_lowercase())])
    });
    let properties = Field::properties().flat_map(|field| {
        let codes = match field.property().map(|property| property.kind) {
            Some(Kind::Choice(codes)) => codes,
            _ => &[],
        };
        codes.iter().map(move |code| field.choice_id(code)).chain([field.id()])
    });
    let of_property =
        ["missing", "invalid", "too-long", "out-of-bounds"].map(|problem| format!("property-{problem}"));
    fields
        .chain(nace)
        .chain([NaceCode::unsure().id()])
        .chain(properties)
        .chain(of_property)
        // The build writes it into the page.
        .chain(["language-name".to_owned()])
        // The server writes it into the page (`crates/bff/src/pages/page.rs`).
        .chain(["test-environment".to_owned()])
        // The server says them behind the address of a document (`crates/bff/src/pages/documents.rs`).
        .chain(["archive", "address-over", "not-kept", "back"].map(|what| format!("document-{what}")))
        // And what the receipt of the consents says (`crates/bff/src/receipt`).
        .chain(
            ["lead", "when", "time", "day", "record", "check", "check-how", "journey", "key", "head"]
                .map(|what| format!("receipt-{what}")),
        )
        .chain(Step::ALL.map(|step| format!("{}-title", step.id())))
        .chain(Rejection::all().map(Rejection::id))
        .chain(Remedy::ALL.map(|remedy| remedy.id().to_owned()))
        .chain(["remedy-support-ended".to_owned()])
        .chain(
            Stuck::ALL
                .into_iter()
                .flat_map(|stuck| [format!("stuck-{}", stuck.id()), format!("stuck-{}.help", stuck.id())]),
        )
        .chain(Way::ALL.map(|way| format!("way-{}", way.id())))
        .chain(ProblemCode::ALL.map(|code| format!("problem-{}", code.id())))
        .chain(DocumentKind::ALL.map(|kind| format!("document-{}", kind.id())))
        .chain(EmploymentStatus::ALL.map(EmploymentStatus::id))
        .chain(Salutation::ALL.map(|salutation| salutation.id().to_owned()))
        .collect()
}

/// The ids that are shown if there is a message: the hint of a field, the lead of a screen.
fn optional_ids() -> BTreeSet<String> {
    let hints = Field::all().chain(Field::properties()).map(|field| format!("{}.hint", field.id()));
    hints.chain(Step::ALL.map(|step| format!("{}-title.lead", step.id()))).collect()
}

/// `link-terms` is the address of `<terms>..</terms>` in a sentence.
fn is_link(id: &str, words: &Words) -> bool {
    id.strip_prefix("link-").is_some_and(|name| {
        let mark = format!("<{name}>");
        words.texts.values().any(|text| text.words.contains(&mark))
    })
}

/// The calls and attributes that take an id.
const LOOK_UPS: [&str; 8] = [
    "t(\"",
    ".text(\"",
    ".text_with(\"",
    ".linked(\"",
    " action=\"",
    " caption=\"",
    " over=\"",
    " message=\"",
];

fn looked_up_ids(source: &str) -> impl Iterator<Item = &str> {
    LOOK_UPS.into_iter().flat_map(move |call| {
        let places = source.match_indices(call).filter(move |(place, _)| {
            // `t(` at the end of another name is another function.
            call != "t(\"" || !source[..*place].ends_with(|c: char| c.is_alphanumeric() || c == '_')
        });
        places.filter_map(move |(place, _)| source[place + call.len()..].split('"').next())
    })
}

/// An id contains no quote, so every second piece of a line is a literal.
fn string_literals(source: &str) -> impl Iterator<Item = &str> {
    source.lines().flat_map(|line| line.split('"').skip(1).step_by(2))
}

#[cfg(test)]
mod tests {
    use super::{super::sources::source, *};
    use crate::words::words;

    #[track_caller]
    fn check(ftl: &str, code: &str, finding: &str, expected: bool) {
        let findings = every_word_is_used_and_exists(&words(ftl), &source("src/a.rs", code));
        assert_eq!(findings.iter().any(|found| found == finding), expected, "{finding}: {findings:?}");
    }

    #[test]
    fn an_unused_word_is_found() {
        check("lonely = x\n", "", "lonely is not used", true);
        check("lonely = x\n", "t(\"lonely\")", "lonely is not used", false);
        check("lonely = x\nother = { lonely }\n", "t(\"other\")", "lonely is not used", false);
        check("lonely = x\n    .hint = y\n", "t(\"lonely\")", "lonely.hint is not used", true);
        check("iban = x\n    .hint = y\n", "", "iban.hint is not used", false);
        check("link-a = x\n", "", "link-a is not used", true);
        check("link-a = x\nb = see <a>there</a>\n", "", "link-a is not used", false);
    }

    #[test]
    fn a_missing_word_is_found() {
        check("", "t(\"absent\")", "src/a.rs: there is no message absent", true);
        check("", "copy.text_with(\"absent\", &args)", "src/a.rs: there is no message absent", true);
        check("", "assert(\"absent\")", "src/a.rs: there is no message absent", false);
        check("", "", "wire: there is no message iban.checksum", true);
    }
}
