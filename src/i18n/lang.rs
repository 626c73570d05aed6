//! The languages of the wizard, and which of them a customer reads.

use std::{collections::BTreeSet, sync::Mutex};

/// A language of the wizard: a folder in `locales/`, named by its BCP 47 tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lang(&'static str);

impl Lang {
    /// A language of a page; there are a handful of them, each kept once.
    pub fn of(tag: &str) -> Lang {
        static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
        let mut known = KNOWN.lock().unwrap_or_else(|broken| broken.into_inner());
        if let Some(tag) = known.get(tag) {
            return Lang(tag);
        }
        let tag: &'static str = tag.to_owned().leak();
        known.insert(tag);
        Lang(tag)
    }

    pub fn tag(self) -> &'static str {
        self.0
    }

    /// The first of the wanted languages that is there, else the first that is there. `wanted` are BCP 47 tags.
    pub fn negotiate(wanted: impl IntoIterator<Item = String>, available: &[Lang]) -> Lang {
        let known = |tag: String| available.iter().find(|lang| primary_subtag(&tag) == lang.tag());
        wanted.into_iter().find_map(known).or(available.first()).copied().unwrap_or(Lang("de"))
    }
}

fn primary_subtag(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_language_wins() {
        let all = ["de", "en", "fr"].map(Lang::of);
        let first = |tags: &[&str]| Lang::negotiate(tags.iter().map(|tag| (*tag).to_owned()), &all).tag();
        assert_eq!(first(&["en-GB", "de"]), "en");
        assert_eq!(first(&["it", "fr-CH"]), "fr");
        assert_eq!(first(&["tlh"]), "de");
        assert_eq!(first(&[]), "de");
    }
}
