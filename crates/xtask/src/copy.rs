//! The words: what is wrong with them, and what is hard to read.

use std::fs;

use anyhow::{Result, bail};
use bankident_copy::{Finding, Glossary, Message, check, hard_to_read};
use clap::Subcommand;

use crate::{at_root, tidy::words::Words};

#[derive(Clone, Copy, Subcommand)]
pub enum Copy {
    /// Hold all words against the rules and the glossary; say what is hard to read.
    Check,
}

impl Copy {
    pub fn run(self) -> Result<()> {
        match self {
            Copy::Check => check_all(),
        }
    }
}

pub fn check_all() -> Result<()> {
    let glossary: Glossary = toml::from_str(&fs::read_to_string(at_root("locales/glossary.toml"))?)?;
    let mut languages: Vec<(&str, Vec<Message>)> = Vec::new();
    for lang in ["de", "en"] {
        languages.push((lang, Words::of(lang)?.texts.into_values().collect()));
    }
    let borrowed: Vec<(&str, &[Message])> =
        languages.iter().map(|(lang, messages)| (*lang, messages.as_slice())).collect();
    let findings = check(&borrowed, &glossary);
    for Finding { lang, id, what } in &findings {
        println!("copy: locales/{lang}: {id}: {what}");
    }
    for (lang, messages) in &languages {
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
