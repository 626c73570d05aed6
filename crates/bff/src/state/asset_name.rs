//! The names of the wizard's files.

use std::path::{Component, Path};

/// Whether a path stays inside of the folder that it is joined to.
pub fn is_inside(path: &Path) -> bool {
    path.components().all(|part| matches!(part, Component::Normal(_)))
}

/// Whether the build put a hash of the content into the name: sixteen hexadecimal digits.
pub fn has_hash(name: &str) -> bool {
    name.split(|c: char| !c.is_ascii_alphanumeric())
        .any(|part| part.len() == 16 && part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_in_the_name_is_recognised() {
        assert!(has_hash("bankident-wizard-3f2a9c0b1d4e5f67_bg.wasm"));
        assert!(has_hash("bankident-wizard-3f2a9c0b1d4e5f67.js"));
        assert!(!has_hash("index.html"));
        assert!(!has_hash("locales/de/common.ftl"));
        assert!(!has_hash("pdfjs/internationalized.mjs"));
    }
}
