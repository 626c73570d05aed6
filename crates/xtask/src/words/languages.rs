//! The languages of the wizard, and what was said in earlier releases.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result};
use bankident_copy::{Language, Release};

use crate::fs::{at_root, files};

/// Shown if the browser prefers none of our languages. All others are compared with it.
const FIRST_LANGUAGE: &str = "de";

/// Each folder is a language. [`FIRST_LANGUAGE`] comes first.
pub fn languages(locales: &Path) -> Result<Vec<Language>> {
    let mut languages: BTreeMap<String, Language> = BTreeMap::new();
    for file in files(locales)? {
        let path: Vec<String> =
            file.strip_prefix(locales)?.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let [tag, name] = path.as_slice() else { continue };
        let language = languages.entry(tag.clone()).or_default();
        language.tag.clone_from(tag);
        language.files.insert(name.clone(), fs::read_to_string(&file)?);
    }
    let first = languages.remove(FIRST_LANGUAGE).context("there is no locales/de")?;
    Ok(std::iter::once(first).chain(languages.into_values()).collect())
}

/// The words of earlier releases, the oldest first.
pub fn releases() -> Result<Vec<Release>> {
    let mut releases = Vec::new();
    for file in files(&at_root("releases"))? {
        let release: Release = serde_json::from_str(&fs::read_to_string(&file)?)
            .with_context(|| format!("{} is no release", file.display()))?;
        releases.push(release);
    }
    releases.sort_by(|a, b| a.date.cmp(&b.date));
    Ok(releases)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_months_of_every_language_are_read() {
        let mut languages: Vec<String> =
            languages(&at_root("locales")).unwrap().into_iter().map(|language| language.tag).collect();
        languages.sort();
        let with_months: Vec<&str> =
            bankident_wire::values::MONTHS.iter().map(|(language, _)| *language).collect();
        assert_eq!(languages, with_months, "crates/wire/src/values/months.rs has a row for each language");
    }
}
