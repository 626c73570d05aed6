//! Messages: all of the wizard's, and a few that say with numbers all that FTL can.

use std::{collections::BTreeSet, fs, path::Path};

use fluent_syntax::ast::Entry;

/// With one, two, three and six plural forms.
const LANGUAGES: [&str; 6] = ["de", "en", "pl", "fr", "ar", "cs"];

const NUMBERS: &str = r#"
literals = { 0 } { 1 } { -1 } { -0 } { 1.0 } { 1.50 } { -12.345 } { 007 } { 1000000 } { 9007199254740992 } { 0.0000001 }
keys = { $number ->
    [0] zero
    [1] one
    [1.5] one and a half
    [2.0] two point zero
    [-1] minus one
    [42] forty-two
    [1000000] a million
    [0.0000001] a little
   *[other] { $number }
}
plural = { $number ->
    [zero] zero
    [one] one
    [two] two
    [few] few
    [many] many
   *[other] other
} { $number }
    .mixed = { $number ->
        [one] one
        [1] never
        [3] three
        [few] few
       *[many] { $number }
    }
ordinal = { NUMBER($number, type: "ordinal") ->
    [zero] zeroth
    [one] st
    [two] nd
    [few] rd
    [many] many
   *[other] th
}
fraction = { NUMBER($number, minimumFractionDigits: 2) } { NUMBER($number, minimumFractionDigits: 0) } { NUMBER(1.5, minimumFractionDigits: 3) }
plural-of-fraction = { NUMBER($number, minimumFractionDigits: 1) ->
    [one] one
    [few] few
    [many] many
   *[other] other
}
plural-of-literal = { 1.0 ->
    [one] one
   *[other] other
} { 1 ->
    [one] one
   *[other] other
} { 3.5 ->
    [few] few
    [many] many
   *[other] other
}
"#;

fn numbers() -> impl Iterator<Item = f64> {
    let fractions = [0.5, 1.5, 2.25, 0.1, 1.0000001, 1e-7, 1234.567];
    let negative = [-1.0, -2.0, -1.5, -0.0];
    let large = [1000.0, 1e6, 1_000_001.0, 1e9, 1e15];
    (0..=130).map(f64::from).chain(fractions).chain(negative).chain(large)
}

/// The messages and attributes of a source: `id`, `id.attribute`.
fn names(source: &str) -> Vec<(String, Option<String>)> {
    let resource = fluent_syntax::parser::parse_runtime(source).unwrap();
    let messages = resource.body.into_iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some(message),
        _ => None,
    });
    let names = messages.flat_map(|message| {
        let value = message.value.iter().map(|_| None);
        let attributes = message.attributes.iter().map(|attribute| Some(attribute.id.name.to_owned()));
        let names: Vec<_> = value.chain(attributes).collect();
        names.into_iter().map(move |name| (message.id.name.to_owned(), name))
    });
    names.collect()
}

fn variables(source: &str) -> BTreeSet<&str> {
    let is_in_name = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    let after = source.split('$').skip(1);
    after.filter_map(|text| text.split(|letter| !is_in_name(letter)).next()).collect()
}

/// Everything that a source says in a language, with each number in place of each variable; with the errors.
macro_rules! said_by {
    ($fluent:ident) => {
        fn $fluent(source: &str, language: &str) -> Vec<String> {
            use $fluent::{FluentArgs, FluentBundle, FluentResource};

            let mut bundle = FluentBundle::new(vec![language.parse().unwrap()]);
            bundle.set_use_isolating(false);
            bundle.add_builtins().unwrap();
            bundle.add_resource(FluentResource::try_new(source.to_owned()).unwrap()).unwrap();
            let (names, variables) = (names(source), variables(source));
            let mut said = Vec::new();
            for number in numbers() {
                let args: FluentArgs = variables.iter().map(|name| (*name, number)).collect();
                for (id, attribute) in &names {
                    let message = bundle.get_message(id).unwrap();
                    let pattern = match attribute {
                        Some(attribute) => message.get_attribute(attribute).unwrap().value(),
                        None => message.value().unwrap(),
                    };
                    let mut errors = Vec::new();
                    let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
                    said.push(format!("{language} {id} {attribute:?} {number}: {text} {errors:?}"));
                }
            }
            said
        }
    };
}

said_by!(patched);
said_by!(stock);

fn check(source: &str) -> usize {
    let said = LANGUAGES.map(|language| {
        let (patched, stock) = (patched(source, language), stock(source, language));
        assert_eq!(patched.len(), stock.len());
        for (patched, stock) in patched.iter().zip(&stock) {
            assert_eq!(patched, stock);
        }
        stock.len()
    });
    said.into_iter().sum()
}

#[test]
fn every_word_of_the_wizard_is_said_the_same() {
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales");
    let mut lines = 0;
    for folder in fs::read_dir(locales).unwrap().map(|entry| entry.unwrap().path()) {
        for file in fs::read_dir(&folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
            lines += check(&fs::read_to_string(file).unwrap());
        }
    }
    println!("{lines} texts are the same");
    assert!(lines > 100_000, "{lines}");
}

#[test]
fn literals_keys_plurals_ordinals_and_fraction_digits_are_said_the_same() {
    assert_eq!(check(NUMBERS), 8 * LANGUAGES.len() * numbers().count());
    let said = stock(NUMBERS, "en");
    for expected in [
        "en literals None 0: 0 1 -1 -0 1.0 1.50",
        "en keys None 42: forty-two []",
        "en ordinal None 2: nd []",
    ] {
        assert!(said.iter().any(|line| line.starts_with(expected)), "{expected}");
    }
}
