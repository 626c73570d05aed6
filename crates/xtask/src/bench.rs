//! Measures.

use std::{fs, path::Path};

use anyhow::{Result, bail};
use clap::Subcommand;

use crate::{
    build::{self, Flavour},
    compress::compress,
    fs::{at_root, files, with_br},
    setup::{self, StdFrom},
};

#[derive(Clone, Copy, Subcommand)]
pub enum Bench {
    /// What a browser loads before the first screen can be used, against its budget.
    Size,
}

/// Bytes, brotli.
const BUDGET: usize = 150 * 1024;

impl Bench {
    pub fn run(self, std_from: StdFrom) -> Result<()> {
        build::run(&setup::wizard_tools(std_from, Flavour::Shipping)?)?;
        match self {
            Bench::Size => size(),
        }
    }
}

pub fn size() -> Result<()> {
    let dist = at_root("dist");
    let mut measured = Vec::new();
    for file in files(&dist)? {
        if file.extension().is_some_and(|extension| extension == "br") {
            continue;
        }
        let content = fs::read(&file)?;
        let compressed = match fs::read(with_br(&file)) {
            Ok(compressed) => compressed,
            Err(_) => compress(&content)?,
        };
        let name = file.strip_prefix(&dist)?.display().to_string();
        measured.push((name, content.len(), compressed.len()));
    }
    let (first, later): (Vec<_>, Vec<_>) = measured.into_iter().partition(|(name, ..)| is_first(name));
    println!("{:>10} {:>10}  before the first screen", "raw", "brotli");
    let total = table(&first);
    println!("{:>10} {:>10}  later, where it is needed", "raw", "brotli");
    table(&later);
    let ratio = total as f64 / BUDGET as f64;
    println!("{total} of {BUDGET} bytes: {ratio:.2} of the budget");
    if ratio > 1.0 {
        bail!("the wizard is over its budget");
    }
    Ok(())
}

fn table(rows: &[(String, usize, usize)]) -> usize {
    for (name, raw, compressed) in rows {
        println!("{raw:>10} {compressed:>10}  {name}");
    }
    let raw: usize = rows.iter().map(|row| row.1).sum();
    let compressed = rows.iter().map(|row| row.2).sum();
    println!("{raw:>10} {compressed:>10}  together");
    compressed
}

/// The page, its scripts, the wizard and the words of one language: German, which is the longer one.
fn is_first(name: &str) -> bool {
    let name = Path::new(name);
    let text = name.to_string_lossy();
    // The embed script has a budget of its own, and no customer loads the desk.
    let apart = ["pdfjs-", "embed/", "desk/"];
    !apart.iter().any(|folder| text.starts_with(folder))
        && (!text.starts_with("locales/") || is_german_words(&text))
}

fn is_german_words(name: &str) -> bool {
    name.starts_with("locales/de-") && !name.starts_with("locales/de-nace-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_screen_needs_the_words_of_one_language_and_no_pdf_viewer() {
        assert!(is_first("index.html"));
        assert!(is_first("bankident-wizard-0123456789abcdef_bg.wasm"));
        assert!(is_first("snippets/bankident-wizard-0123456789abcdef/src/viewer.js"));
        assert!(is_first("locales/de-0123456789abcdef.ftl"));
        assert!(!is_first("locales/en-0123456789abcdef.ftl"));
        assert!(!is_first("locales/de-nace-0123456789abcdef.ftl"));
        assert!(!is_first("pdfjs-0123456789abcdef/pdf.min.mjs"));
    }
}
