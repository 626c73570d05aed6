//! Puts the words beside the wizard.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use bankident_copy::Language;
use bankident_wire::{LanguageFiles, PageFiles};

use crate::fs::{short_hash, write};

/// Puts the words beside the wizard, under names with the hash of their content, and tells the page where they and pdf.js
/// are.
pub fn add_list_of_files(dist: &Path, languages: &[Language]) -> Result<()> {
    let mut list = PageFiles { pdfjs: format!("/{}/", named(dist, "pdfjs-")?), ..PageFiles::default() };
    for language in languages {
        let Language { tag, files } = language;
        // What a receipt says is on no screen: the server has it.
        let files = files.iter().filter(|(name, _)| *name != "receipt.ftl");
        let (nace, others): (Vec<_>, Vec<_>) = files.partition(|(name, _)| *name == "nace.ftl");
        let (property, words): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|(name, _)| *name == "property.ftl");
        let name = language.message("language-name").with_context(|| format!("{tag}: no language-name"))?;
        list.languages.push(LanguageFiles {
            tag: tag.clone(),
            name: name.said,
            words: add_words(dist, tag, &words)?,
            nace: add_words(dist, &format!("{tag}-nace"), &nace)?,
            property: add_words(dist, &format!("{tag}-property"), &property)?,
        });
    }
    let index = dist.join("index.html");
    let page = fs::read_to_string(&index)?;
    let (before, after) = split_at_files(&page).context("index.html has no place for the list of files")?;
    Ok(fs::write(&index, format!("{before}{}{after}", serde_json::to_string(&list)?))?)
}

/// The one file or folder whose name begins so.
fn named(dist: &Path, beginning: &str) -> Result<String> {
    let mut names =
        fs::read_dir(dist)?.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
    names.find(|name| name.starts_with(beginning)).with_context(|| format!("nothing is called {beginning}.."))
}

/// The page before and after the `{}` in `<script type="application/json" id="files">{}</script>`, however minified.
fn split_at_files(page: &str) -> Option<(&str, &str)> {
    let tag = page.find("id=files").or_else(|| page.find("id=\"files\""))?;
    let place = tag + page[tag..].find("{}")?;
    Some((&page[..place], &page[place + 2..]))
}

/// All words of a language in one file, without comments: one request, well compressed.
fn add_words(dist: &Path, name: &str, files: &[(&String, &String)]) -> Result<String> {
    let words: String = files.iter().map(|(_, source)| without_comments(source)).collect();
    let path = format!("locales/{name}-{}.ftl", short_hash(words.as_bytes()));
    write(&dist.join(&path), words.as_bytes())?;
    Ok(format!("/{path}"))
}

fn without_comments(ftl: &str) -> String {
    let kept = ftl.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    kept.map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_files_finds_its_place() {
        for page in [
            r#"<script type="application/json" id="files">{}</script><p>"#,
            "<script id=files type=application/json>{}</script><p>",
        ] {
            let (before, after) = split_at_files(page).unwrap();
            assert!(before.ends_with('>'));
            assert_eq!(after, "</script><p>");
        }
    }

    #[test]
    fn comments_are_not_shipped() {
        assert_eq!(without_comments("### a\n\n# b\nc = d\n    .e = f\n"), "c = d\n    .e = f\n");
    }
}
