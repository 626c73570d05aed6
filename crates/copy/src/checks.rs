//! What can be wrong with words, whatever they say.

use std::collections::{BTreeMap, BTreeSet};

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use unic_langid::LanguageIdentifier;

use crate::{Glossary, Message, Standing, glossary::has_word};

/// Something to mend, in the words of a developer or a product team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub lang: String,
    pub id: String,
    pub what: String,
}

/// A button's words fit into one line of a phone, beside its spinner.
const LONGEST_BUTTON: usize = 38;

/// What speaks to a customer like to a friend; we say Sie.
const DU: [&str; 11] =
    ["du", "Du", "dich", "dir", "dein", "deine", "deinen", "deinem", "deiner", "Dein", "Deine"];

/// Everything that is wrong with the languages, by language in their order; each is held against the first. Official texts
/// are compared elsewhere, to the letter.
pub fn check(languages: &[(&str, &[Message])], glossary: &Glossary) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (lang, messages) in languages {
        let changeable = messages.iter().filter(|message| message.standing != Standing::Official);
        for message in changeable {
            let wrong = alone(lang, message, glossary);
            findings.extend(wrong.into_iter().map(|what| finding(lang, &message.id, what)));
        }
    }
    if let Some((first, others)) = languages.split_first() {
        findings.extend(others.iter().flat_map(|other| between(*first, *other, glossary)));
    }
    findings
}

fn finding(lang: &str, id: &str, what: impl Into<String>) -> Finding {
    Finding { lang: lang.to_owned(), id: id.to_owned(), what: what.into() }
}

fn alone(lang: &str, message: &Message, glossary: &Glossary) -> Vec<String> {
    let mut wrong = Vec::new();
    let text = &message.words;
    if message.says_nothing() {
        wrong.push("it is empty".to_owned());
    }
    if text.contains(['"', '\'']) {
        wrong.push("a straight quote: „ “ ‚ ‘ in German, “ ” ‘ ’ in English".to_owned());
    }
    if message.said.contains("  ") {
        wrong.push("two spaces".to_owned());
    }
    if lang == "de"
        && let Some(du) = DU.iter().find(|du| has_word(text, du))
    {
        wrong.push(format!("\"{du}\": we say Sie"));
    }
    if is_button(&message.id) && message.said.chars().count() > LONGEST_BUTTON {
        wrong.push(format!("longer than a button: {LONGEST_BUTTON} characters"));
    }
    for choice in &message.choices {
        let has = |key: &str| choice.iter().any(|known| known == key);
        let numbers = choice.iter().any(|key| key.starts_with(|c: char| c.is_ascii_digit()));
        if has("other") && !numbers {
            let missing = plural_forms(lang).into_iter().filter(|form| !has(form));
            wrong.extend(missing.map(|form| format!("the form for {form} is missing")));
        }
    }
    for forbidden in &glossary.forbidden {
        let concerned = forbidden.lang.as_ref().is_none_or(|concerned| concerned == lang);
        if concerned && has_word(text, &forbidden.word) {
            wrong.push(format!("\"{}\": we say {}", forbidden.word, forbidden.say));
        }
    }
    wrong
}

/// The forms that whole numbers take in a language, beside `other` (Unicode CLDR, cardinals).
fn plural_forms(lang: &str) -> BTreeSet<&'static str> {
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

fn is_button(id: &str) -> bool {
    ["action-", "way-"].iter().any(|prefix| id.starts_with(prefix)) || id.ends_with("-action")
}

/// What one of two languages has and the other has not.
fn between(first: (&str, &[Message]), second: (&str, &[Message]), glossary: &Glossary) -> Vec<Finding> {
    let by_id = |messages: &'_ [Message]| -> BTreeMap<String, Message> {
        messages.iter().map(|message| (message.id.clone(), message.clone())).collect()
    };
    let (ours, theirs) = (by_id(first.1), by_id(second.1));
    let mut findings = Vec::new();
    for (lang, id) in missing(second.0, &ours, &theirs).chain(missing(first.0, &theirs, &ours)) {
        findings.push(finding(lang, id, "it is missing"));
    }
    for (id, message) in &ours {
        let Some(other) = theirs.get(id) else { continue };
        if message.variables != other.variables {
            findings.push(finding(second.0, id, format!("it has other variables than in {}", first.0)));
        }
        if message.words == other.words && is_sentence(&message.words) {
            findings.push(finding(second.0, id, format!("it says the same as in {}: untranslated", first.0)));
        }
        for name in glossary.keep.iter().filter(|_| message.standing != Standing::Official) {
            if has_name(&message.words, name) != has_name(&other.words, name) {
                findings.push(finding(second.0, id, format!("{name} stands in one language only")));
            }
        }
    }
    findings
}

fn missing<'a>(
    lang: &'a str,
    ours: &'a BTreeMap<String, Message>,
    theirs: &'a BTreeMap<String, Message>,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    ours.keys().filter(|id| !theirs.contains_key(*id)).map(move |id| (lang, id.as_str()))
}

/// A name may begin a compound, as in "IBAN-Nummer".
fn has_name(text: &str, name: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| word == name)
}

/// Two words and more; abbreviations and addresses are none.
fn is_sentence(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| word.chars().filter(|c| c.is_lowercase()).count() > 1);
    words.count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    #[track_caller]
    fn found(german: &str, english: &str, expected: &[&str]) {
        let glossary: Glossary = toml::from_str(
            "keep = [\"IBAN\"]\n[[forbidden]]\nlang = \"de\"\nword = \"TAN\"\nsay = \"SMS-Code\"\n",
        )
        .unwrap();
        let (german, english) = (read(german).unwrap(), read(english).unwrap());
        let findings = check(&[("de", &german), ("en", &english)], &glossary);
        let findings: Vec<String> =
            findings.into_iter().map(|Finding { lang, id, what }| format!("{lang} {id} {what}")).collect();
        assert_eq!(findings, expected);
    }

    #[test]
    fn good_words_are_left_alone() {
        found("a = Ihre IBAN\n    .hint = Weiter\n", "a = Your IBAN\n    .hint = Go on\n", &[]);
    }

    #[test]
    fn each_mistake_is_found() {
        let quote = "de a a straight quote: „ “ ‚ ‘ in German, “ ” ‘ ’ in English";
        found("a = Sie's\n", "a = You\n", &[quote]);
        found("a = Bitte  warten\n", "a = Please wait\n", &["de a two spaces"]);
        found("a = Wie heißt du?\n", "a = Your name?\n", &["de a \"du\": we say Sie"]);
        found("a = Duldung\n", "a = Leave\n", &[]);
        found("a = Ihre TAN\n", "a = Your TAN\n", &["de a \"TAN\": we say SMS-Code"]);
        let long = "Jetzt ganz schnell und sicher weiter zur Bank";
        found(
            &format!("action-go = {long}\n"),
            "action-go = Go\n",
            &["de action-go longer than a button: 38 characters"],
        );
        found(
            "a = { $n ->\n   *[other] { $n } Tage\n }\n",
            "a = { $n ->\n [one] a day\n *[other] { $n } days\n }\n",
            &["de a the form for one is missing"],
        );
    }

    #[test]
    fn each_language_has_its_own_plural_forms() {
        assert!(plural_forms("en").iter().eq(&["one"]));
        assert!(plural_forms("fr").iter().eq(&["one"]));
        assert!(plural_forms("pl").iter().eq(&["few", "many", "one"]));
        assert!(plural_forms("ja").is_empty());
    }

    #[test]
    fn every_language_is_held_against_the_first() {
        let [german, english, french] =
            ["a = Ja\n", "a = Yes\n", "b = Oui\n"].map(|source| read(source).unwrap());
        let findings = check(&[("de", &german), ("en", &english), ("fr", &french)], &Glossary::default());
        let found: Vec<_> = findings.iter().map(|found| (found.lang.as_str(), found.id.as_str())).collect();
        assert_eq!(found, [("fr", "a"), ("de", "b")]);
    }

    #[test]
    fn what_one_language_lacks_is_found() {
        found("a = x\n", "b = y\n", &["en a it is missing", "de b it is missing"]);
        found("a = { $x } da\n", "a = { $y } there\n", &["en a it has other variables than in de"]);
        found("a = Bitte warten\n", "a = Bitte warten\n", &["en a it says the same as in de: untranslated"]);
        found("a = PDF, 3 KB\n", "a = PDF, 3 KB\n", &[]);
        found("a = Ihre IBAN\n", "a = Your account\n", &["en a IBAN stands in one language only"]);
    }

    #[test]
    fn official_texts_are_not_ours_to_mend() {
        found("# official\na = Was du sagst,  \"IBAN\"\n", "# official\na = You say\n", &[]);
    }
}
