//! The plural forms of a language.

use std::collections::BTreeSet;

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use unic_langid::LanguageIdentifier;

/// The forms of whole numbers in a language, besides `other` (Unicode CLDR, cardinals). `lang` is BCP 47.
pub fn plural_forms(lang: &str) -> BTreeSet<&'static str> {
    let tag: Option<LanguageIdentifier> = lang.parse().ok();
    let Some(rules) = tag.and_then(|tag| PluralRules::create(tag, PluralRuleType::CARDINAL).ok()) else {
        return BTreeSet::new();
    };
    let form = |category| match category {
        PluralCategory::ZERO => Some("zero"),
        PluralCategory::ONE => Some("one"),
        PluralCategory::TWO => Some("two"),
        PluralCategory::FEW => Some("few"),
        PluralCategory::MANY => Some("many"),
        PluralCategory::OTHER => None,
    };
    (0..=200).filter_map(|n: u32| form(rules.select(n).ok()?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own_plural_forms() {
        assert!(plural_forms("en").iter().eq(&["one"]));
        assert!(plural_forms("fr").iter().eq(&["one"]));
        assert!(plural_forms("pl").iter().eq(&["few", "many", "one"]));
        assert!(plural_forms("ja").is_empty());
    }
}
