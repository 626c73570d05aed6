//! What a browser loads, file by file, against its budget.

use std::{fs, path::Path};

use anyhow::{Result, bail};

use crate::{
    compress::compress,
    fs::{at_root, files, with_br},
    setup::WizardTools,
};

use super::{crates, document};

/// Bytes, brotli -q 11, of everything that is loaded before the wizard answers.
const BUDGET: usize = 230 * 1024;
/// Where we want to be.
const AIM: usize = 190 * 1024;

struct Measured {
    /// From dist/.
    name: String,
    raw: usize,
    compressed: usize,
}

/// Prints the files, and fails above the budget.
pub fn check() -> Result<()> {
    let (first, later) = measure()?;
    println!("{}", tables(&first, &later));
    within_budget(total(&first).compressed)
}

/// Prints files and crates, writes them into docs/performance.md where that is asked for, and fails above the budget.
pub fn report(tools: &WizardTools, write: bool) -> Result<()> {
    let (first, later) = measure()?;
    let text = format!("{}\n{}", tables(&first, &later), crates::table(tools)?);
    println!("{text}");
    if write {
        document::write("docs/performance.md", "size", &text)?;
    }
    within_budget(total(&first).compressed)
}

fn within_budget(compressed: usize) -> Result<()> {
    match compressed <= BUDGET {
        true => Ok(()),
        false => bail!("the wizard is over its budget: {compressed} of {BUDGET} bytes"),
    }
}

/// What is loaded before the wizard answers, and what comes later.
fn measure() -> Result<(Vec<Measured>, Vec<Measured>)> {
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
        measured.push(Measured { name, raw: content.len(), compressed: compressed.len() });
    }
    Ok(measured.into_iter().partition(|file| is_first(&file.name)))
}

fn tables(first: &[Measured], later: &[Measured]) -> String {
    let sum = total(first).compressed;
    let ratio = sum as f64 / BUDGET as f64;
    format!(
        "Before the wizard answers: {sum} of {BUDGET} bytes, {ratio:.2} of the budget (aim: {AIM}).\n\n{}\n\
         Later, where it is needed:\n\n{}",
        table(first),
        table(later),
    )
}

fn table(files: &[Measured]) -> String {
    let together = total(files);
    let rows = by_folder(files)
        .into_iter()
        .chain([together])
        .map(|Measured { name, raw, compressed }| format!("| {name} | {raw} | {compressed} |\n"));
    format!("| File | Bytes | Brotli |\n|---|--:|--:|\n{}", rows.collect::<String>())
}

/// The viewer's tables and fonts are many small files, each loaded on its own where a document needs it: a folder of them is one
/// line.
fn by_folder(files: &[Measured]) -> Vec<Measured> {
    let mut lines: Vec<Measured> = Vec::new();
    for Measured { name, raw, compressed } in files {
        let name = without_hashes(name);
        let folder = name.strip_prefix("pdfjs/").and_then(|file| file.split_once('/'));
        let name = folder.map_or(name.clone(), |(folder, _)| format!("pdfjs/{folder}/*"));
        match lines.iter_mut().find(|line| line.name == name) {
            Some(line) => {
                line.raw += raw;
                line.compressed += compressed;
            }
            None => lines.push(Measured { name, raw: *raw, compressed: *compressed }),
        }
    }
    lines
}

fn total(files: &[Measured]) -> Measured {
    Measured {
        name: "together".to_owned(),
        raw: files.iter().map(|file| file.raw).sum(),
        compressed: files.iter().map(|file| file.compressed).sum(),
    }
}

/// Names without the hashes of contents, which would change with every build.
fn without_hashes(name: &str) -> String {
    let is_hash = |part: &str| part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit());
    let pieces = name.split('-').map(|piece| {
        let end = piece.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(piece.len());
        if is_hash(&piece[..end]) { format!("…{}", &piece[end..]) } else { piece.to_owned() }
    });
    pieces.collect::<Vec<_>>().join("-").replace("-…", "")
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
    name.starts_with("locales/de-")
        && !["nace", "property"].iter().any(|late| name.starts_with(&format!("locales/de-{late}-")))
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

    #[test]
    fn a_folder_of_the_viewer_is_one_line() {
        let file = |name: &str, raw| Measured { name: name.to_owned(), raw, compressed: raw / 2 };
        let files = [
            file("pdfjs-0123456789abcdef/cmaps/a.bcmap", 10),
            file("pdfjs-0123456789abcdef/cmaps/b.bcmap", 20),
            file("pdfjs-0123456789abcdef/pdf.min.mjs", 40),
        ];
        let lines: Vec<_> = by_folder(&files).into_iter().map(|line| (line.name, line.raw)).collect();
        assert_eq!(lines, [("pdfjs/cmaps/*".to_owned(), 30), ("pdfjs/pdf.min.mjs".to_owned(), 40)]);
    }

    #[test]
    fn names_are_told_without_hashes() {
        assert_eq!(without_hashes("wizard-0123456789abcdef_bg.wasm"), "wizard_bg.wasm");
        assert_eq!(without_hashes("pdfjs-0123456789abcdef/pdf.min.mjs"), "pdfjs/pdf.min.mjs");
        assert_eq!(without_hashes("locales/de-nace-0123456789abcdef.ftl"), "locales/de-nace.ftl");
        assert_eq!(without_hashes("index.html"), "index.html");
    }
}
