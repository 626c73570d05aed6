//! Made-up texts for the tests of values: what people type, what surrounds it when it is pasted, and noise.

use proptest::{collection::vec, prelude::*, sample::select, test_runner::RngSeed};

/// Few enough that all values together take seconds, and the same each time: a red test is red again.
pub(super) fn runs() -> ProptestConfig {
    ProptestConfig {
        rng_seed: RngSeed::Fixed(20_261_123),
        failure_persistence: None,
        ..ProptestConfig::with_cases(512)
    }
}

/// What fields hold: pieces of all values, blanks, dashes and invisible characters of every kind, and anything else.
pub(super) fn typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => select(PIECES).prop_map(str::to_owned),
        3 => select(INVISIBLE).prop_map(String::from),
        2 => "[0-9]{1,8}",
        1 => "\\PC{0,3}",
        1 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

/// The text with invisible characters between its own, and blanks around it.
pub(super) fn decorated(text: &'static str) -> impl Strategy<Value = String> {
    let places = text.chars().count() + 1;
    let around = || vec(select(BLANKS), 0..3).prop_map(String::from_iter);
    let between = vec(vec(select(INVISIBLE), 0..2), places);
    (around(), between, around()).prop_map(move |(before, between, after)| {
        let own = text.chars().map(Some).chain([None]);
        let inner = between.into_iter().zip(own).flat_map(|(hidden, own)| hidden.into_iter().chain(own));
        before + &String::from_iter(inner) + &after
    })
}

/// The text with each blank and dash replaced by one of another kind.
pub(super) fn respelled(text: &'static str) -> impl Strategy<Value = String> {
    vec((select(BLANKS), select(DASHES)), text.chars().count()).prop_map(move |kinds| {
        let replace = |(c, (blank, dash))| match c {
            ' ' => blank,
            '-' => dash,
            other => other,
        };
        text.chars().zip(kinds).map(replace).collect()
    })
}

const INVISIBLE: &[char] = &[
    '\u{AD}', '\u{61C}', '\u{200B}', '\u{200E}', '\u{202A}', '\u{202C}', '\u{202E}', '\u{2060}', '\u{2068}',
    '\u{FEFF}',
];

const BLANKS: &[char] = &[' ', '\t', '\n', '\u{A0}', '\u{2003}', '\u{2009}', '\u{202F}', '\u{3000}'];

const DASHES: &[char] = &['-', '\u{2010}', '\u{2011}', '\u{2013}', '\u{2014}', '\u{2212}', '\u{FF0D}'];

const PIECES: &[&str] = &[
    " ",
    "\u{A0}",
    "-",
    "\u{2013}",
    ".",
    "/",
    ",",
    "'",
    "’",
    "(0)",
    "+",
    "＋",
    "+49",
    "0049",
    "tel:",
    "IBAN",
    "IBAN: ",
    "DE",
    "DE11",
    "DE11 1101 0101 0100 0000 20",
    "FR76",
    "123456",
    "123",
    "456",
    "１２３",
    "٤٥٦",
    "212212",
    "Your code is ",
    "15",
    "7",
    "78",
    "1978",
    "Juli",
    "July",
    "März",
    "mar",
    "th",
    "Zoe",
    "e",
    "\u{308}",
    "ß",
    "ﬁ",
    "Łękowska",
    "Зоя",
    "😀",
    "™",
    "@",
    "@example.com",
    "person@example.com",
    "mailto:",
    "<",
    ">",
];
