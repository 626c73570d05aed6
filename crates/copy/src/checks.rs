//! Checks of the words that need no understanding of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    glossary::{Glossary, has_word},
    markup::links,
    message::{Approval, Message},
    plural::plural_forms,
};

/// A mistake, described for developers and the product team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// BCP 47.
    pub lang: String,
    /// The id of the text.
    pub id: String,
    /// What is wrong, in English.
    pub what: String,
}

/// The longest label of a button, in characters: it fits into one line of a phone, beside the spinner.
const LONGEST_BUTTON: usize = 38;

/// The informal German address, in any case. We say Sie.
const DU: [&str; 15] = [
    "du", "dich", "dir", "dein", "deine", "deinem", "deinen", "deiner", "deines", "euch", "euer", "eure",
    "eurem", "euren", "eurer",
];

/// Checks all languages and compares each one with the first. The findings are in the order of the languages. Official
/// texts are checked elsewhere, verbatim.
pub fn check(languages: &[(&str, &[Message])], glossary: &Glossary) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (lang, messages) in languages {
        let known: BTreeSet<&str> = messages.iter().map(|message| message.id.as_str()).collect();
        let changeable = messages.iter().filter(|message| message.approval != Approval::Official);
        for message in changeable {
            let unknown = message.quoted.iter().filter(|id| !known.contains(id.as_str()));
            let unknown = unknown.map(|id| format!("there is no message {id}"));
            let wrong = alone(lang, message, glossary).into_iter().chain(unknown);
            findings.extend(wrong.map(|what| finding(lang, &message.id, what)));
        }
    }
    if let Some((first, others)) = languages.split_first() {
        findings.extend(others.iter().flat_map(|other| between(*first, *other, glossary)));
    }
    findings
}

/// Whether two languages have the same text, and it is more than a name.
fn is_untranslated(message: &Message, other: &Message) -> bool {
    message.words == other.words && is_sentence(&message.words)
}

/// Variables used in an edited message that no built language defines. The wizard would leave them empty.
pub fn unknown_variables<'a, 'b>(
    built: impl Iterator<Item = &'a Message>,
    edited: impl Iterator<Item = (&'b str, &'b Message)>,
) -> Vec<Finding> {
    let mut put_in: BTreeMap<&str, BTreeSet<&String>> = BTreeMap::new();
    for message in built {
        put_in.entry(&message.id).or_default().extend(&message.variables);
    }
    let unknown_in = |(lang, message): (&str, &Message)| {
        let known = put_in.get(message.id.as_str())?;
        let unknown = message.variables.iter().filter(|name| !known.contains(name));
        let what = |name: &String| format!("the wizard puts nothing in for {{ ${name} }}");
        Some(unknown.map(|name| finding(lang, &message.id, what(name))).collect::<Vec<_>>())
    };
    edited.filter_map(unknown_in).flatten().collect()
}

fn finding(lang: &str, id: &str, what: impl Into<String>) -> Finding {
    Finding { lang: lang.to_owned(), id: id.to_owned(), what: what.into() }
}

/// What is wrong with a message on its own.
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
    if lang == "de" {
        let text = text.to_lowercase();
        let du = DU.iter().find(|du| has_word(&text, du));
        wrong.extend(du.map(|du| format!("\"{du}\": we say Sie")));
    }
    if message.id.starts_with("link-") && !text.starts_with("https://") {
        wrong.push("an address begins with https://".to_owned());
    }
    if let Err(name) = links(text) {
        wrong.push(format!("the link <{name}> does not end with </{name}>"));
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

fn is_button(id: &str) -> bool {
    ["action-", "way-"].iter().any(|prefix| id.starts_with(prefix)) || id.ends_with("-action")
}

/// Compares two languages.
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
        let (here, there) = (parts_of(message), parts_of(other));
        for (lang, missing, elsewhere) in
            [(first.0, there.difference(&here), second.0), (second.0, here.difference(&there), first.0)]
        {
            let what = |part: &String| format!("{part} is missing; it stands in {elsewhere}");
            findings.extend(missing.map(what).map(|what| finding(lang, id, what)));
        }
        if is_untranslated(message, other) {
            findings.push(finding(second.0, id, format!("it says the same as in {}: untranslated", first.0)));
        }
        for name in glossary.keep.iter().filter(|_| message.approval != Approval::Official) {
            if has_name(&message.words, name) != has_name(&other.words, name) {
                findings.push(finding(second.0, id, format!("{name} stands in one language only")));
            }
        }
    }
    findings
}

/// What a text has in every language: its variables and, unless it is official, its links.
fn parts_of(message: &Message) -> BTreeSet<String> {
    let variables = message.variables.iter().map(|name| format!("{{ ${name} }}"));
    let is_ours = message.approval != Approval::Official;
    let links = links(&message.words).unwrap_or_default().into_iter().filter(|_| is_ours);
    variables.chain(links.into_iter().map(|name| format!("the link <{name}>"))).collect()
}

fn missing<'a>(
    lang: &'a str,
    ours: &'a BTreeMap<String, Message>,
    theirs: &'a BTreeMap<String, Message>,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    ours.keys().filter(|id| !theirs.contains_key(*id)).map(move |id| (lang, id.as_str()))
}

/// Whether a text has the name, also as part of a compound such as "IBAN-Nummer".
fn has_name(text: &str, name: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| word == name)
}

/// Whether a text has at least two words; abbreviations and addresses do not count.
fn is_sentence(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| word.chars().filter(|c| c.is_lowercase()).count() > 1);
    words.count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::read;

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
        found("a = Dein Name\n", "a = Your name\n", &["de a \"dein\": we say Sie"]);
        found("a = Wie { b } es\n", "a = As it says\n", &["de a there is no message b"]);
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
        found(
            "a = { $x } da\n",
            "a = { $y } there\n",
            &["de a { $y } is missing; it stands in en", "en a { $x } is missing; it stands in de"],
        );
        found(
            "a = Der <t>Satz</t>\n",
            "a = The sentence\n",
            &["en a the link <t> is missing; it stands in de"],
        );
        found("a = Bitte warten\n", "a = Bitte warten\n", &["en a it says the same as in de: untranslated"]);
        found("a = PDF, 3 KB\n", "a = PDF, 3 KB\n", &[]);
        found("a = Ihre IBAN\n", "a = Your account\n", &["en a IBAN stands in one language only"]);
    }

    #[test]
    fn a_link_has_an_end() {
        found(
            "a = Der <t>Satz<t>\n",
            "a = The <t>sentence</t>\n",
            &["de a the link <t> does not end with </t>", "de a the link <t> is missing; it stands in en"],
        );
        found(
            "link-t = https://www.example.com/\n",
            "link-t = javascript:alert()\n",
            &["en link-t an address begins with https://"],
        );
    }

    #[test]
    fn what_the_wizard_does_not_put_in_is_found() {
        let found = |german: &str, english: &str| {
            let built = [read("a = Noch { $n }\n").unwrap(), read("a = Some more\n").unwrap()].concat();
            let edited = [("de", read(german).unwrap()), ("en", read(english).unwrap())];
            let edited = edited.iter().flat_map(|(lang, all)| all.iter().map(|message| (*lang, message)));
            unknown_variables(built.iter(), edited)
        };
        assert_eq!(found("a = { $n } noch\n", "a = { $n } more\n"), []);
        let expected = finding("en", "a", "the wizard puts nothing in for { $m }");
        assert_eq!(found("a = Noch\n", "a = { $m } more\n"), [expected]);
    }

    #[test]
    fn official_texts_are_not_ours_to_mend() {
        found("# official\na = Was du sagst,  \"IBAN\"\n", "# official\na = You say\n", &[]);
    }
}
