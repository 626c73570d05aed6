//! What no compiler checks: that a step has its files in every tree, that every word exists in every language and is
//! used, that official texts stand to the letter, that nothing personal is logged.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::{Result, bail};
use bankident_wire::{
    DocumentKind, EmploymentStatus, Field, NACE_DIVISIONS, NaceCode, ProblemCode, Rejection, Salutation, Step,
};
use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};

use crate::{at_root, build::files, root};

type Findings = Vec<String>;

pub fn run() -> Result<()> {
    let locales = ["de", "en"].map(|lang| (lang, Words::of(lang)));
    let (german, english) = match locales {
        [(_, Ok(german)), (_, Ok(english))] => (german, english),
        [(_, german), (_, english)] => return german.and(english).map(drop),
    };
    let sources = Sources::read()?;
    let findings: Findings = [
        every_step_has_its_files(),
        both_languages_have_the_same(&german, &english),
        every_word_is_used_and_exists(&german, &sources.wizard),
        official_texts_stand_to_the_letter(&german, &english)?,
        only_its_own_file_does_it(&sources.wizard),
        no_step_knows_another(&sources.wizard),
        nothing_personal_is_logged(&sources.servers),
        nothing_is_left_undone(&sources),
        dependencies_are_explained()?,
        lock_files_name_no_host()?,
    ]
    .concat();
    for finding in &findings {
        eprintln!("tidy: {finding}");
    }
    match findings.len() {
        0 => Ok(()),
        n => bail!("{n} findings"),
    }
}

/// A source file: its path from the root, and its text without the tests at its end.
struct Source {
    path: String,
    text: String,
}

struct Sources {
    wizard: Vec<Source>,
    servers: Vec<Source>,
}

impl Sources {
    fn read() -> Result<Sources> {
        Ok(Sources {
            wizard: rust_sources("src")?,
            servers: [rust_sources("crates/bff/src")?, rust_sources("crates/sandbox/src")?]
                .into_iter()
                .flatten()
                .collect(),
        })
    }
}

fn rust_sources(folder: &str) -> Result<Vec<Source>> {
    let rust =
        files(&at_root(folder))?.into_iter().filter(|file| file.extension().is_some_and(|ext| ext == "rs"));
    rust.map(|file| {
        let text = fs::read_to_string(&file)?;
        let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        Ok(Source { path: file.strip_prefix(root())?.display().to_string(), text })
    })
    .collect()
}

fn every_step_has_its_files() -> Findings {
    missing_files(&at_root("."), Step::ALL.map(|step| step.id().replace('-', "_")).as_slice())
}

fn missing_files(root: &Path, names: &[String]) -> Findings {
    let places = |name: &String| {
        [
            format!("crates/wire/src/steps/{name}.rs"),
            format!("crates/bff/src/steps/{name}.rs"),
            format!("src/steps/{name}/mod.rs"),
            format!("style/steps/{name}.css"),
            format!("locales/de/{name}.ftl"),
            format!("locales/en/{name}.ftl"),
            format!("tests/steps/{name}.rs"),
        ]
    };
    let missing = names.iter().flat_map(places).filter(|place| !root.join(place).is_file());
    missing.map(|place| format!("a step has no {place}")).collect()
}

/// Every message and attribute (`id` or `id.attribute`) of a language, with its words and its variables.
struct Words {
    texts: BTreeMap<String, Text>,
}

#[derive(Default)]
struct Text {
    words: String,
    variables: BTreeSet<String>,
}

impl Words {
    fn of(lang: &str) -> Result<Words> {
        let mut texts = BTreeMap::new();
        for file in files(&at_root(&format!("locales/{lang}")))? {
            for (id, text) in texts_of(&file, &fs::read_to_string(&file)?)? {
                if texts.insert(id.clone(), text).is_some() {
                    bail!("{}: {id} stands there twice", file.display());
                }
            }
        }
        Ok(Words { texts })
    }

    fn ids(&self) -> BTreeSet<&str> {
        self.texts.keys().map(String::as_str).collect()
    }
}

fn texts_of(file: &Path, source: &str) -> Result<Vec<(String, Text)>> {
    let resource = match parser::parse(source) {
        Ok(resource) => resource,
        Err((_, errors)) => bail!("{} is not Fluent: {errors:?}", file.display()),
    };
    let mut texts = Vec::new();
    for entry in resource.body {
        if let Entry::Message(message) = entry {
            let id = message.id.name.to_owned();
            let attributes =
                message.attributes.iter().map(|part| (format!("{id}.{}", part.id.name), &part.value));
            let value = message.value.iter().map(|value| (id.clone(), value));
            for (id, pattern) in value.chain(attributes).collect::<Vec<_>>() {
                let mut text = Text::default();
                read_pattern(pattern, &mut text);
                texts.push((id, text));
            }
        }
    }
    Ok(texts)
}

fn read_pattern(pattern: &Pattern<&str>, text: &mut Text) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.words.push_str(value),
            PatternElement::Placeable { expression } => read_expression(expression, text),
        }
    }
}

fn read_expression(expression: &Expression<&str>, text: &mut Text) {
    match expression {
        Expression::Inline(inline) => read_inline(inline, text),
        Expression::Select { selector, variants } => {
            read_inline(selector, text);
            variants.iter().for_each(|variant| read_pattern(&variant.value, text));
        }
    }
}

fn read_inline(inline: &InlineExpression<&str>, text: &mut Text) {
    match inline {
        InlineExpression::VariableReference { id } => {
            text.variables.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => read_expression(expression, text),
        _ => {}
    }
}

fn both_languages_have_the_same(german: &Words, english: &Words) -> Findings {
    let only = |a: &Words, b: &Words, lang: &str| -> Findings {
        a.ids().difference(&b.ids()).map(|id| format!("{id} is missing in locales/{lang}")).collect()
    };
    let other_variables = german.texts.iter().filter_map(|(id, text)| {
        let other = english.texts.get(id)?;
        (other.variables != text.variables)
            .then(|| format!("{id} has other variables in English than in German"))
    });
    let empty = [german, english].into_iter().flat_map(|words| &words.texts);
    let empty = empty.filter(|(_, text)| text.words.trim().is_empty() && text.variables.is_empty());
    only(german, english, "en")
        .into_iter()
        .chain(only(english, german, "de"))
        .chain(other_variables)
        .chain(empty.map(|(id, _)| format!("{id} is empty")))
        .collect()
}

fn every_word_is_used_and_exists(words: &Words, wizard: &[Source]) -> Findings {
    let mut used = derived_ids();
    let known = words.ids();
    // A string in the wizard is an id where a message of that name exists, or where it is handed to one who looks it up.
    for source in wizard {
        for text in string_literals(&source.text) {
            if known.contains(text) {
                used.insert(text.to_owned());
            }
        }
    }
    let looked_up = wizard.iter().flat_map(|source| looked_up_ids(&source.text).map(|id| (&source.path, id)));
    let missing =
        looked_up.filter(|(_, id)| !known.contains(id)).map(|(path, id)| format!("{path}: no message {id}"));
    let derived_missing = derived_ids().into_iter().filter(|id| !known.contains(id.as_str()));
    let derived_missing = derived_missing.map(|id| format!("no message {id}")).collect::<Vec<_>>();
    // Hints and leads are shown where they exist; links where a sentence names them.
    let optional = |id: &str| id.ends_with(".hint") || id.ends_with(".lead") || is_link(id, words);
    let unused = known.iter().filter(|id| !used.contains(**id) && !optional(id));
    let unused = unused.map(|id| format!("{id} is not used")).collect::<Vec<_>>();
    missing.chain(derived_missing).chain(unused).collect()
}

fn is_link(id: &str, words: &Words) -> bool {
    id.strip_prefix("link-").is_some_and(|name| {
        let mark = format!("<{name}>");
        words.texts.values().any(|text| text.words.contains(&mark))
    })
}

/// The ids that the wizard derives from what `wire` lists.
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
    fields
        .chain(nace)
        .chain(Step::ALL.map(|step| format!("{}-title", step.id())))
        .chain(Rejection::ALL.map(Rejection::id))
        .chain(ProblemCode::ALL.map(|code| format!("problem-{}", code.id())))
        .chain(DocumentKind::ALL.map(|kind| format!("document-{}", kind.id())))
        .chain(EmploymentStatus::ALL.map(EmploymentStatus::id))
        .chain(Salutation::ALL.map(|salutation| salutation.id().to_owned()))
        .collect()
}

/// The ids in `t("id")`, `copy.text("id")`, `copy.text_with("id", ..)`, `action="id"` and `words="id"`.
fn looked_up_ids(source: &str) -> impl Iterator<Item = &str> {
    ["t(\"", ".text(\"", ".text_with(\"", "action=\"", "words=\""].into_iter().flat_map(move |call| {
        let places = source.match_indices(call).filter(move |(place, _)| {
            // `t(` at the end of another name is another function.
            call != "t(\"" || !source[..*place].ends_with(|c: char| c.is_alphanumeric() || c == '_')
        });
        places.filter_map(move |(place, _)| source[place + call.len()..].split('"').next())
    })
}

fn string_literals(source: &str) -> impl Iterator<Item = &str> {
    // Our sources hold no quotes in strings that matter here: every second piece is a literal of its line.
    source.lines().flat_map(|line| line.split('"').skip(1).step_by(2))
}

/// The guide's texts for customers and the legal sentences, compared with the catalogue that is kept beside `wire`.
fn official_texts_stand_to_the_letter(german: &Words, english: &Words) -> Result<Findings> {
    let catalogue = fs::read_to_string(at_root("crates/wire/catalogue/error-messages.json"))?;
    let rows: Vec<serde_json::Value> = serde_json::from_str(&catalogue)?;
    let mut findings = Findings::new();
    for row in &rows {
        let Some(rejection) = row["code"].as_str().and_then(Rejection::parse) else {
            findings.push(format!("wire does not know the rejection {}", row["code"]));
            continue;
        };
        for (lang, words) in [("de", german), ("en", english)] {
            let text = words.texts.get(&rejection.id()).map(|text| text.words.as_str());
            if row[lang].as_str().is_some_and(|official| text != Some(official)) {
                findings.push(format!("locales/{lang}: {} is not the official text", rejection.id()));
            }
        }
    }
    if rows.len() != Rejection::ALL.len() {
        findings.push(format!("the catalogue has {} rejections, wire {}", rows.len(), Rejection::ALL.len()));
    }
    for (lang, words, id, official) in [
        (
            "de",
            german,
            "swisscom-terms",
            "Ich habe die Allgemeinen Geschäftsbedingungen der Swisscom gelesen und verstanden.",
        ),
        (
            "en",
            english,
            "swisscom-terms",
            "I read and understood the General Terms and Conditions of Swisscom.",
        ),
        (
            "de",
            german,
            "terms-conditions",
            "Hiermit akzeptiere ich die Allgemeinen Geschäftsbedingungen, das Preis- und Leistungsverzeichnis, \
             und alle andere Bedingungen der Solaris SE.",
        ),
        (
            "en",
            english,
            "terms-conditions",
            "I accept the General Terms & Conditions, the List of Prices and Services and all other conditions of Solaris SE.",
        ),
    ] {
        let text = words.texts.get(id).map(|text| without_marks(&text.words));
        if text.as_deref() != Some(official) {
            findings.push(format!("locales/{lang}: {id} is not the official sentence"));
        }
    }
    Ok(findings)
}

fn without_marks(text: &str) -> String {
    let mut plain = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// One file for each door to the outside.
fn only_its_own_file_does_it(wizard: &[Source]) -> Findings {
    let doors = [
        ("src/api.rs", "does HTTP", ["fetch_with", "XmlHttpRequest"]),
        ("src/copy.rs", "knows Fluent", ["fluent_bundle", "unic_langid"]),
        ("src/host.rs", "talks to the embedding page", ["post_message", "postMessage"]),
        ("src/session.rs", "touches the tab's storage", ["session_storage", "local_storage"]),
    ];
    let offences = doors.iter().flat_map(|(own, what, marks)| {
        let others = wizard.iter().filter(move |source| source.path != *own);
        let offenders = others.filter(|source| marks.iter().any(|mark| source.text.contains(mark)));
        offenders.map(move |source| format!("{}: only {own} {what}", source.path))
    });
    offences.collect()
}

fn no_step_knows_another(wizard: &[Source]) -> Findings {
    let in_steps = wizard.iter().filter(|source| source.path.starts_with("src/steps/"));
    let nosy =
        in_steps.filter(|source| source.path.ends_with("/mod.rs") && source.path != "src/steps/mod.rs");
    let nosy = nosy.filter(|source| source.text.contains("steps::") || source.text.contains("super::"));
    nosy.map(|source| format!("{}: a step knows no other step", source.path)).collect()
}

/// Names of what is personal; no log statement mentions one.
const PERSONAL: [&str; 12] = [
    "first_name",
    "last_name",
    "birth_date",
    "birth_city",
    "address",
    "email",
    "iban",
    "mobile",
    "number",
    "token",
    "person =",
    "body",
];

fn nothing_personal_is_logged(servers: &[Source]) -> Findings {
    let statements =
        servers.iter().flat_map(|source| log_statements(&source.text).map(move |log| (source, log)));
    let personal = statements.filter_map(|(source, log)| {
        let fields = log.split('"').step_by(2).collect::<String>();
        let named = PERSONAL.iter().find(|name| mentions(&fields, name))?;
        Some(format!("{}: a log statement mentions {named}: {log}", source.path))
    });
    personal.collect()
}

fn mentions(fields: &str, name: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    fields
        .match_indices(name)
        .any(|(place, _)| !fields[..place].ends_with(word) && !fields[place + name.len()..].starts_with(word))
}

/// The arguments of `trace!(..)`, `debug!(..)`, `info!(..)`, `warn!(..)` and `error!(..)`.
fn log_statements(source: &str) -> impl Iterator<Item = &str> {
    ["trace!(", "debug!(", "info!(", "warn!(", "error!("].into_iter().flat_map(move |start| {
        source
            .match_indices(start)
            .filter_map(move |(place, _)| source[place + start.len()..].split(");").next())
    })
}

fn nothing_is_left_undone(sources: &Sources) -> Findings {
    // Written apart, so that this file does not find itself.
    let marks = [concat!("todo", "!("), concat!("unimplemented", "!("), concat!("#[", "ignore")];
    let all = sources.wizard.iter().chain(&sources.servers);
    let undone = all.filter(|source| marks.iter().any(|mark| source.text.contains(mark)));
    undone.map(|source| format!("{}: something is left undone", source.path)).collect()
}

fn dependencies_are_explained() -> Result<Findings> {
    let manifest = fs::read_to_string(at_root("Cargo.toml"))?;
    Ok(unexplained(&manifest).into_iter().map(|line| format!("Cargo.toml: what is it for? {line}")).collect())
}

fn unexplained(manifest: &str) -> Vec<&str> {
    let table = manifest.split("[workspace.dependencies]").nth(1).unwrap_or_default();
    let table = table.split("\n[").next().unwrap_or_default();
    let lines = table.lines().filter(|line| line.contains('=') && !line.contains("path ="));
    lines.filter(|line| !line.contains(" # ")).collect()
}

fn lock_files_name_no_host() -> Result<Findings> {
    let lock = fs::read_to_string(at_root("package-lock.json"))?;
    Ok(match lock.contains("\"resolved\"") {
        true => vec!["package-lock.json names where packages came from; see .npmrc".to_owned()],
        false => Findings::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(ftl: &str) -> Words {
        Words { texts: texts_of(Path::new("a.ftl"), ftl).unwrap().into_iter().collect() }
    }

    fn source(path: &str, text: &str) -> Vec<Source> {
        vec![Source { path: path.to_owned(), text: text.to_owned() }]
    }

    #[test]
    fn a_missing_file_of_a_step_is_found() {
        let findings = missing_files(Path::new("/nowhere"), &["terms".to_owned()]);
        assert_eq!(findings.len(), 7);
        assert!(findings.iter().any(|finding| finding.contains("style/steps/terms.css")));
    }

    #[test]
    fn languages_that_differ_are_found() {
        let german = words("a = Hallo { $name }\n    .hint = da\nb = nur hier\n");
        let english = words("a = Hello { $nome }\n    .hint = there\n");
        let findings = both_languages_have_the_same(&german, &english);
        assert_eq!(findings.len(), 2, "{findings:?}");
        assert!(findings[0].contains("b is missing") && findings[1].contains("other variables"));
    }

    #[test]
    fn variables_inside_of_plurals_are_seen() {
        let german = words("a =\n    { $n ->\n        [one] eine { $x }\n       *[other] viele\n    }\n");
        assert_eq!(german.texts["a"].variables, BTreeSet::from(["n".to_owned(), "x".to_owned()]));
    }

    #[test]
    fn unused_and_missing_words_are_found() {
        let findings =
            every_word_is_used_and_exists(&words("lonely = x\n"), &source("src/a.rs", "t(\"absent\")"));
        assert!(findings.contains(&"lonely is not used".to_owned()));
        assert!(findings.contains(&"src/a.rs: no message absent".to_owned()));
    }

    #[test]
    fn a_second_door_is_found() {
        let findings = only_its_own_file_does_it(&source("src/steps/a/mod.rs", "use fluent_bundle::X;"));
        assert_eq!(findings, ["src/steps/a/mod.rs: only src/copy.rs knows Fluent"]);
    }

    #[test]
    fn a_step_that_knows_another_is_found() {
        assert_eq!(no_step_knows_another(&source("src/steps/a/mod.rs", "use crate::steps::b;")).len(), 1);
    }

    #[test]
    fn a_personal_log_statement_is_found() {
        let log = |text| nothing_personal_is_logged(&source("crates/bff/src/a.rs", text)).len();
        assert_eq!(log("info!(last_name = %x, \"created\");"), 1);
        assert_eq!(log("info!(%person.iban);"), 1);
        assert_eq!(log("info!(journey = %id, \"the number was confirmed\");"), 0);
        assert_eq!(log("info!(attempt_number);"), 0);
    }

    #[test]
    fn an_unexplained_dependency_is_found() {
        let manifest = "[workspace.dependencies]\na = \"1\" # for a\nb = \"2\"\n\n[x]\nc = 1\n";
        assert_eq!(unexplained(manifest), ["b = \"2\""]);
    }

    #[test]
    fn marks_are_no_part_of_a_sentence() {
        assert_eq!(without_marks("I accept <a>this</a>."), "I accept this.");
    }
}
