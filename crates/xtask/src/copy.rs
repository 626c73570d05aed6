//! The words: what is wrong with them, and what is hard to read.

use std::{fs, path::PathBuf, process::Command};

use anyhow::{Context, Result, bail};
use bankident_copy::{Finding, Glossary, Message, Release, check, hard_to_read};
use chrono::{NaiveDate, ParseError};
use clap::Subcommand;

use crate::{
    build::{self, Flavour},
    fs::{at_root, root, write},
    process::run,
    serve,
    setup::{self, StdFrom},
    words::{Words, languages::languages},
};

#[derive(Subcommand)]
pub enum Copy {
    /// Hold all words against the rules and the glossary; say what is hard to read.
    Check,
    /// Keep what is said now as the words of a release, in releases/.
    Release {
        /// As in Cargo.toml: 0.1.0
        version: String,
        /// ISO 8601: 2026-11-24
        #[arg(value_parser = date)]
        date: NaiveDate,
    },
    /// Write the release sheet: one page with every state in every language, as picture and text, to be signed off.
    Report {
        #[arg(long, default_value = "target/release-sheet.html")]
        into: PathBuf,
    },
}

impl Copy {
    pub fn run(self, std_from: StdFrom) -> Result<()> {
        match self {
            Copy::Check => check_all(),
            Copy::Release { version, date } => release(&version, date),
            Copy::Report { into } => report(into, std_from),
        }
    }
}

fn date(written: &str) -> Result<NaiveDate, String> {
    written.parse().map_err(|error: ParseError| error.to_string())
}

fn release(version: &str, date: NaiveDate) -> Result<()> {
    let words = Release::of(version, &date.to_string(), &languages(&at_root("locales"))?);
    let file = at_root(&format!("releases/{version}.json"));
    if file.exists() {
        bail!("{} is there: what was released does not change", file.display());
    }
    let json = serde_json::to_string_pretty(&words)? + "\n";
    write(&file, json.as_bytes())?;
    println!("copy: {}", file.display());
    Ok(())
}

/// The sheet is made as the journeys are walked, in a real browser.
fn report(into: PathBuf, std_from: StdFrom) -> Result<()> {
    let into = std::path::absolute(into)?;
    build::run(&setup::wizard_tools(std_from, Flavour::Shipping)?)?;
    let mut sheet = Command::new("cargo");
    sheet.args(["test", "--package", "bankident-wizard", "--test", "journey", "--quiet", "--", "--exact"]);
    sheet.arg("desk::report::the_release_sheet_shows_states_and_what_they_say");
    sheet.current_dir(root()).env("PATH", setup::browsers()?.path()?);
    sheet.env("BANKIDENT_BIN", serve::bankident()?).env("BANKIDENT_REPORT", &into);
    println!("copy: every state in every language (usually 3 minutes)");
    run(&mut sheet)?;
    let size = fs::metadata(&into).context("no sheet was written")?.len();
    println!("copy: {} ({:.1} MB)", into.display(), size as f64 / 1e6);
    Ok(())
}

pub fn check_all() -> Result<()> {
    let glossary: Glossary = toml::from_str(&fs::read_to_string(at_root("locales/glossary.toml"))?)?;
    let mut messages_of: Vec<(String, Vec<Message>)> = Vec::new();
    for language in languages(&at_root("locales"))? {
        let words = Words::of(&language.tag)?;
        messages_of.push((language.tag, words.texts.into_values().collect()));
    }
    let borrowed: Vec<(&str, &[Message])> =
        messages_of.iter().map(|(lang, messages)| (lang.as_str(), messages.as_slice())).collect();
    let findings = check(&borrowed, &glossary);
    for Finding { lang, id, what } in &findings {
        println!("copy: locales/{lang}: {id}: {what}");
    }
    for (lang, messages) in &messages_of {
        for (message, measured) in hard_to_read(messages) {
            let (longest, lix) = (measured.longest, measured.lix);
            println!("hard: locales/{lang}: {}: {longest} words in a sentence, LIX {lix:.0}", message.id);
        }
    }
    match findings.len() {
        0 => Ok(()),
        1 => bail!("one finding"),
        n => bail!("{n} findings"),
    }
}
