//! No log statement names a person. The API tests also search the log of a whole journey; this rule finds a statement before it
//! ever runs.

use super::{findings::Findings, sources::Source};

/// Names of personal data. In a log statement or an error text they stand for a value.
const PERSONAL: [&str; 14] = [
    "answers",
    "birth_city",
    "birth_date",
    "body",
    "draft",
    "email",
    "first_name",
    "iban",
    "last_name",
    "line_1",
    "mobile_number",
    "number",
    "postal_code",
    "token",
];

/// What prints. The text of an error counts too, because errors are logged.
const STATEMENTS: [&str; 10] = [
    "trace!(",
    "debug!(",
    "info!(",
    "warn!(",
    "error!(",
    "span!(",
    "print!(",
    "println!(",
    "eprintln!(",
    "#[error(",
];

/// On the line before a statement it says that the statement only seems to name something personal.
const ALLOWED: &str = "// tidy: not personal";

pub fn nothing_personal_is_logged(servers: &[Source]) -> Findings {
    let personal = servers.iter().flat_map(|source| {
        let named = statements(&source.text).filter_map(|statement| {
            let values = values(statement);
            let name = PERSONAL.iter().find(|name| values.iter().any(|value| mentions(value, name)))?;
            Some(format!("{}: a log statement mentions {name}: {statement}", source.path))
        });
        named.chain(instrumented_with_arguments(source))
    });
    personal.collect()
}

/// The text between the brackets of each statement.
fn statements(source: &str) -> impl Iterator<Item = &str> {
    STATEMENTS.into_iter().flat_map(move |start| {
        let places = source.match_indices(start).map(|(place, _)| place);
        // `eprintln!(` ends in `println!(`, and is found by its own name.
        let places = places.filter(move |place| !source[..*place].ends_with(|c: char| c.is_alphanumeric()));
        let places = places.filter(move |place| line_before(source, *place).trim() != ALLOWED);
        places.map(move |place| in_brackets(&source[place + start.len()..]))
    })
}

/// The text up to its closing bracket. Brackets in strings do not count.
fn in_brackets(text: &str) -> &str {
    let (mut open, mut in_string, mut escaped) = (1, false, false);
    for (place, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => in_string = !in_string,
            '(' if !in_string => open += 1,
            ')' if !in_string => open -= 1,
            _ => {}
        }
        if open == 0 {
            return &text[..place];
        }
    }
    text
}

fn line_before(source: &str, place: usize) -> &str {
    let line = source[..place].rfind('\n').unwrap_or_default();
    source[..line].rsplit('\n').next().unwrap_or_default()
}

/// The parts of a statement that are evaluated: those outside of its strings, and `{captured}` inside of them.
fn values(statement: &str) -> Vec<&str> {
    let pieces = statement.split('"').enumerate();
    let values = pieces.flat_map(|(place, piece)| match place % 2 {
        0 => vec![piece],
        _ => piece.split('{').skip(1).filter_map(|rest| rest.split(['}', ':']).next()).collect(),
    });
    values.collect()
}

/// Whether the text contains the name as a word of its own.
fn mentions(value: &str, name: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    value
        .match_indices(name)
        .any(|(place, _)| !value[..place].ends_with(word) && !value[place + name.len()..].starts_with(word))
}

/// `#[instrument]` logs all arguments unless it is told to skip them.
fn instrumented_with_arguments(source: &Source) -> impl Iterator<Item = String> {
    let attributes = source.text.split("instrument").skip(1);
    let careless = attributes.filter(|rest| {
        let is_attribute = rest.starts_with(']') || rest.starts_with('(');
        is_attribute && !rest.split(']').next().unwrap_or_default().contains("skip_all")
    });
    let is_method = |rest: &&str| rest.starts_with("(span");
    careless
        .filter(move |rest| !is_method(rest))
        .map(|_| format!("{}: #[instrument] without skip_all logs the arguments", source.path))
}

#[cfg(test)]
mod tests {
    use super::{super::sources::source, *};

    #[track_caller]
    fn check(code: &str, findings: usize) {
        let found = nothing_personal_is_logged(&source("crates/bff/src/a.rs", code));
        assert_eq!(found.len(), findings, "{code}: {found:?}");
    }

    #[test]
    fn a_personal_value_is_found() {
        check("info!(last_name = %x, \"created\");", 1);
        check("info!(%person.iban);", 1);
        check("warn!(\"wrong code for {email}\");", 1);
        check("warn!(\"wrong code for {email:?}\");", 1);
        check("println!(\"{}\", token);", 1);
        check("eprintln!(\"{token}\");", 1);
        check("#[error(\"{number} is taken\")]", 1);
    }

    #[test]
    fn words_are_no_values() {
        check("info!(journey = %id, \"the number was confirmed\");", 0);
        check("info!(attempt_number);", 0);
        check("written().inspect_err(|error| warn!(\"no PDF :) {error}\")).ok();\nlet iban = 1;", 0);
        check("#[error(\"the IBAN's number is wrong\")]", 0);
    }

    #[test]
    fn what_was_looked_at_is_allowed() {
        check("// tidy: not personal\nprintln!(\"{number}\");", 0);
        check("fn f() {\n    // tidy: not personal\n    println!(\"{number}\");\n}", 0);
        check("// tidy: not personal\n\nprintln!(\"{number}\");", 1);
    }

    #[test]
    fn instrumented_arguments_are_found() {
        check("#[instrument]\nfn f(person: Person) {}", 1);
        check("#[tracing::instrument(level = \"debug\")]\nfn f(person: Person) {}", 1);
        check("#[instrument(skip_all, fields(journey))]\nfn f(person: Person) {}", 0);
        check("next.run(request).instrument(span.clone()).await", 0);
    }
}
