//! Changed words as a patch for `git apply`, at the root of the project.

use std::fmt::Write;

use similar::TextDiff;

use crate::catalogue::MessageCatalogue;

/// A unified diff of all files that differ; empty if none does.
pub fn patch(before: &MessageCatalogue, after: &MessageCatalogue) -> String {
    let mut patch = String::new();
    for language in &before.languages {
        let changed = after.language(&language.tag);
        for (name, source) in &language.files {
            let Some(now) = changed.and_then(|changed| changed.files.get(name)) else { continue };
            if now != source {
                let path = format!("locales/{}/{name}", language.tag);
                let diff = TextDiff::from_lines(source, now);
                // Writing to a string cannot fail.
                let _ = writeln!(patch, "diff --git a/{path} b/{path}");
                let _ = write!(
                    patch,
                    "{}",
                    diff.unified_diff().context_radius(3).header(&format!("a/{path}"), &format!("b/{path}"))
                );
            }
        }
    }
    patch
}

#[cfg(test)]
mod tests {
    use std::{fs, process::Command};

    use super::*;
    use crate::{
        catalogue::Edits,
        exchange::samples::{self, HARD, catalogue},
        message::read,
    };

    #[test]
    fn nothing_edited_is_no_patch() {
        assert_eq!(patch(&catalogue(), &catalogue().edited(&Edits::default()).catalogue), "");
    }

    #[test]
    fn git_applies_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut before = catalogue();
        // A file without a newline at its end.
        let cut = before.languages[0].files["done.ftl"].trim_end().to_owned();
        before.languages[0].files.insert("done.ftl".to_owned(), cut);
        let last = read(&before.languages[0].files["done.ftl"]).unwrap().pop().unwrap();
        let mut edits = samples::edits("en", &HARD);
        edits.extend(samples::edits("de", &[(&last.id, "Ganz neu"), ("iban.hint", "Auf der Karte")]));
        let after = before.edited(&edits).catalogue;
        assert_ne!(before, after);
        for language in &before.languages {
            for (name, source) in &language.files {
                let path = folder.path().join("locales").join(&language.tag).join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, source).unwrap();
            }
        }
        fs::write(folder.path().join("words.patch"), patch(&before, &after)).unwrap();
        let applied =
            Command::new("git").args(["apply", "words.patch"]).current_dir(&folder).status().unwrap();
        assert!(applied.success());
        for language in &after.languages {
            for (name, source) in &language.files {
                let path = folder.path().join("locales").join(&language.tag).join(name);
                assert_eq!(fs::read_to_string(path).unwrap(), *source, "{name}");
            }
        }
    }
}
