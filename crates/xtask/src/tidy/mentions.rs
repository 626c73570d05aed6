//! Documents name files that exist.

use std::fs;

use anyhow::Result;

use super::findings::Findings;
use crate::fs::{at_root, files, root};

/// The folders whose files are named from the root of the project.
const FOLDERS: [&str; 7] = ["crates/", "desk/", "docs/", "embed/", "src/", "style/", "tests/"];

/// Its files are those of an invented step.
const INVENTED: &str = "docs/adding-a-step.md";

pub fn documents_name_files_that_exist() -> Result<Findings> {
    let mut documents = files(&at_root("docs"))?;
    documents
        .extend(["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md", "SECURITY.md", "STYLE.md"].map(at_root));
    let mut findings = Findings::new();
    for document in documents {
        let path = document.strip_prefix(root())?.display().to_string();
        // What a decision says about the code was true when it was made.
        if !path.ends_with(".md") || path == INVENTED || path.starts_with("docs/decisions/") {
            continue;
        }
        let text = fs::read_to_string(&document)?;
        let missing = mentioned(&text).filter(|file| !at_root(file).exists());
        findings.extend(missing.map(|file| format!("{path}: there is no {file}")));
    }
    Ok(findings)
}

/// What stands in backticks and looks like a file of the project; `crates/bff/src/steps/<name>.rs` stands for many.
fn mentioned(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    quoted.filter(move |file| {
        FOLDERS.iter().any(|folder| file.starts_with(folder)) && file.chars().all(is_plain)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_in_backticks() {
        let text = "see `src/app.rs` and `src/steps/<name>.rs`, `cargo xtask`,\n`desk/`: src/not.rs, `tests/{a,b}.rs`";
        assert_eq!(mentioned(text).collect::<Vec<_>>(), ["src/app.rs", "desk/"]);
    }
}
