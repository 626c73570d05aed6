//! Mistakes in a partner's configuration, with their lines.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use toml::Spanned;

/// All mistakes, one line each: `partners.toml:12: partners.nordlicht.name: ...`.
#[derive(Debug, PartialEq, Eq)]
pub struct ConfigError(pub(super) Vec<String>);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the partners' configuration is not taken:\n  {}", self.0.join("\n  "))
    }
}

impl std::error::Error for ConfigError {}

/// The mistakes found so far in one file.
pub struct Mistakes<'a> {
    pub file: &'a Path,
    pub text: &'a str,
    pub found: Vec<String>,
}

impl Mistakes<'_> {
    /// The line of a place in the text.
    pub fn line(&self, place: usize) -> usize {
        self.text[..place.min(self.text.len())].matches('\n').count() + 1
    }

    /// Notes a mistake at a value.
    pub fn complain<T>(&mut self, key: &str, value: &Spanned<T>, what: impl fmt::Display) {
        let line = self.line(value.span().start);
        self.found.push(format!("{}:{line}: {key}: {what}", self.file.display()));
    }

    /// The folder with the partner's logo and words.
    pub fn folder(&self, id: &str) -> PathBuf {
        self.file.parent().unwrap_or(Path::new(".")).join(id)
    }
}
