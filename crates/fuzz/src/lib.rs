//! Spoiled inputs: good ones from a corpus, cut, doubled, mixed, and with what breaks parsers in between.
//!
//! A target is a name. Its corpus is the folder `corpus/NAME`, a file for each input. Tests ask for [`inputs`] and hand each to
//! a parser, which must neither panic nor hang; what it must keep besides is said by the test. An input with which a test panics
//! is written into the corpus, and is from then on tried first.
//!
//! How many there are is bounded, and they are the same each time: a red test is red again. `cargo xtask bench fuzz` tries others,
//! for as long as it is told ([`CASES`], [`SEED`]).

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    thread,
};

use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
    strategy::ValueTree,
    test_runner::{RngSeed, TestRunner},
};
use sha2::{Digest, Sha256};

/// The environment variable with how many spoiled inputs each target gets.
pub const CASES: &str = "BANKIDENT_FUZZ_CASES";
/// The environment variable with the number that they follow from.
pub const SEED: &str = "BANKIDENT_FUZZ_SEED";

/// An input, and where it goes if it is too much for somebody.
pub struct Input {
    target: &'static str,
    pub bytes: Vec<u8>,
}

impl Input {
    /// As text; what is not UTF-8 is replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

impl Drop for Input {
    fn drop(&mut self) {
        if thread::panicking() {
            let name = format!("found-{}", &hex::encode(Sha256::digest(&self.bytes))[..16]);
            let file = corpus(self.target).join(name);
            eprintln!("the input is kept in {}", file.display());
            fs::write(file, &self.bytes).ok();
        }
    }
}

fn corpus(target: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target)
}

/// The corpus of a target as it is, then `cases` inputs that are made of it.
///
/// # Panics
/// If there is no corpus.
pub fn inputs(target: &'static str, cases: u32) -> impl Iterator<Item = Input> {
    let folder = corpus(target);
    let good = read(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    assert!(!good.is_empty(), "{}: there is nothing in it", folder.display());
    let number = |name| env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let cases = number(CASES).and_then(|cases| u32::try_from(cases).ok()).unwrap_or(cases);
    let rng_seed = RngSeed::Fixed(number(SEED).unwrap_or(20_261_126));
    let mut runner = TestRunner::new(ProptestConfig { rng_seed, ..ProptestConfig::default() });
    let spoiled = spoiled(good.clone());
    let made = (0..cases).filter_map(move |_| Some(spoiled.new_tree(&mut runner).ok()?.current()));
    good.into_iter().chain(made).map(move |bytes| Input { target, bytes })
}

/// All files, in the order of their names.
fn read(folder: &Path) -> io::Result<Vec<Vec<u8>>> {
    let mut files = fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect::<io::Result<Vec<_>>>()?;
    files.sort();
    files.iter().map(fs::read).collect()
}

/// What is done to an input.
#[derive(Clone, Debug)]
enum Edit {
    /// From here to there.
    Cut(Index, Index),
    Double(Index, Index),
    End(Index),
    Insert(Index, Vec<u8>),
    Replace(Index, u8),
    /// A part of another input.
    Mix(Index, Index, Index, Index),
}

fn spoiled(good: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let place = any::<Index>;
    let noise = prop_oneof![
        6 => select(NASTY).prop_map(|text| text.as_bytes().to_vec()),
        1 => any::<char>().prop_map(|c| c.to_string().into_bytes()),
        1 => (select(NASTY), 2..2000_usize).prop_map(|(text, times)| text.repeat(times).into_bytes()),
    ];
    let edit = prop_oneof![
        3 => (place(), place()).prop_map(|(from, to)| Edit::Cut(from, to)),
        2 => (place(), place()).prop_map(|(from, to)| Edit::Double(from, to)),
        1 => place().prop_map(Edit::End),
        6 => (place(), noise).prop_map(|(at, noise)| Edit::Insert(at, noise)),
        2 => (place(), any::<u8>()).prop_map(|(at, byte)| Edit::Replace(at, byte)),
        2 => (place(), place(), place(), place()).prop_map(|(at, which, from, to)| Edit::Mix(at, which, from, to)),
    ];
    (any::<Index>(), vec(edit, 1..6)).prop_map(move |(first, edits)| {
        let input = good[first.index(good.len())].clone();
        edits.into_iter().fold(input, |input, edit| spoil(input, edit, &good))
    })
}

/// No parser gets more: bodies are limited too.
const LONGEST: usize = 64 * 1024;

fn spoil(mut input: Vec<u8>, edit: Edit, good: &[Vec<u8>]) -> Vec<u8> {
    let at = |place: Index, of: &[u8]| place.index(of.len() + 1);
    let range = |from, to, of: &[u8]| {
        let (from, to) = (at(from, of), at(to, of));
        from.min(to)..from.max(to)
    };
    match edit {
        Edit::Cut(from, to) => {
            input.drain(range(from, to, &input));
        }
        Edit::Double(from, to) => {
            let range = range(from, to, &input);
            let part = input[range.clone()].to_vec();
            input.splice(range.end..range.end, part);
        }
        Edit::End(place) => input.truncate(at(place, &input)),
        Edit::Insert(place, noise) => {
            let place = at(place, &input);
            input.splice(place..place, noise);
        }
        Edit::Replace(place, byte) => {
            let place = at(place, &input);
            if let Some(old) = input.get_mut(place) {
                *old = byte;
            }
        }
        Edit::Mix(place, which, from, to) => {
            let other = &good[which.index(good.len())];
            let (place, part) = (at(place, &input), other[range(from, to, other)].to_vec());
            input.splice(place..place, part);
        }
    }
    input.truncate(LONGEST);
    input
}

/// What breaks parsers: ends and beginnings of their syntaxes, numbers at their limits, invisible and composed characters.
const NASTY: &[&str] = &[
    "\0",
    "\u{1}",
    "\u{7f}",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{202e}",
    "\u{2028}",
    "\u{2062}",
    "\u{2063}",
    "\u{2064}",
    "\u{feff}",
    "\u{fffd}",
    "\u{308}",
    "\u{e0061}",
    "ß",
    "ﬁ",
    "İ",
    "😀",
    "e\u{308}",
    "１２",
    "٤",
    "+",
    "-",
    "–",
    ".",
    ",",
    "'",
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "/",
    "//",
    "%",
    "%00",
    "%s",
    "..",
    "../",
    "\n",
    "\r",
    "\r\n",
    "\t",
    " ",
    "{",
    "}",
    "[",
    "]",
    "{ $",
    "{ -",
    "->",
    "*[other]",
    ".a =",
    "=",
    "{\"",
    "\":",
    "null",
    "true",
    "[]",
    "{}",
    "0",
    "-0",
    "1e400",
    "9223372036854775808",
    "-9223372036854775809",
    "0.1",
    "2026-02-30",
    "9999-12-31T23:59:60Z",
    "<",
    ">",
    "</",
    "<!--",
    "]]>",
    "<![CDATA[",
    "&",
    "&#0;",
    "&#x110000;",
    "&amp;",
    "<ph id=\"1\"/>",
    ";",
    "|",
    "#",
    "'''",
    "\"\"\"",
    "[[partner]]",
    "sha256=",
    "de",
    "en;q=2",
    "DE",
    "IBAN",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_the_same_each_time_and_few_of_them_as_they_were() {
        let bytes = || inputs("values", 100).map(|input| input.bytes.clone()).collect::<Vec<_>>();
        let (one, two) = (bytes(), bytes());
        assert_eq!(one, two);
        let given = one.len() - 100;
        assert!(one[given..].iter().filter(|input| one[..given].contains(input)).count() < 20);
    }
}
