//! Reads the project's sources.

use std::fs;

use anyhow::Result;

use crate::fs::{at_root, files, root};

#[derive(Clone)]
pub struct Source {
    /// From the root of the project.
    pub path: String,
    pub text: String,
}

impl Source {
    /// Cuts off the tests at the end of the file.
    fn without_tests(mut self) -> Source {
        if let Some(tests) = self.text.find("#[cfg(test)]\nmod tests {") {
            self.text.truncate(tests);
        }
        self
    }
}

/// What the browser runs: Rust and JavaScript, without tests.
pub fn wizard() -> Result<Vec<Source>> {
    let sources = [rust("src")?, of_kind("src", "js")?].concat();
    Ok(sources.into_iter().map(Source::without_tests).collect())
}

/// All Rust files in a folder.
pub fn rust(folder: &str) -> Result<Vec<Source>> {
    of_kind(folder, "rs")
}

fn of_kind(folder: &str, kind: &str) -> Result<Vec<Source>> {
    let all = files(&at_root(folder))?.into_iter();
    let wanted = all.filter(|file| file.extension().is_some_and(|extension| extension == kind));
    let read = wanted.map(|file| {
        let path = file.strip_prefix(root())?.display().to_string();
        Ok(Source { path, text: fs::read_to_string(&file)? })
    });
    read.collect()
}

#[cfg(test)]
pub fn source(path: &str, text: &str) -> Vec<Source> {
    vec![Source { path: path.to_owned(), text: text.to_owned() }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_tests_at_the_end_are_left_out() {
        let text = "#[cfg(test)]\nmod samples;\nfn a() {}\n#[cfg(test)]\nmod tests {\n}\n";
        let read = source("a.rs", text).remove(0).without_tests();
        assert_eq!(read.text, "#[cfg(test)]\nmod samples;\nfn a() {}\n");
    }
}
