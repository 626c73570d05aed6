//! Texts that are not ours: the guide's words for rejections (Appendix III) and the sentences of the consents.

use std::{collections::BTreeMap, fs};

use anyhow::Result;
use bankident_wire::Rejection;
use serde::Deserialize;

use super::Words;
use crate::fs::at_root;

/// The sentences of consents, as Solaris and Swisscom publish them: language, Fluent id, sentence.
const SENTENCES: [(&str, &str, &str); 4] = [
    (
        "de",
        "swisscom-terms",
        "Ich habe die Allgemeinen Geschäftsbedingungen der Swisscom gelesen und verstanden.",
    ),
    ("en", "swisscom-terms", "I read and understood the General Terms and Conditions of Swisscom."),
    (
        "de",
        "terms-conditions",
        "Hiermit akzeptiere ich die Allgemeinen Geschäftsbedingungen, das Preis- und Leistungsverzeichnis, \
         und alle andere Bedingungen der Solaris SE.",
    ),
    (
        "en",
        "terms-conditions",
        "I accept the General Terms & Conditions, the List of Prices and Services and all other conditions \
         of Solaris SE.",
    ),
];

/// A row of the guide's table. Some rows have no words for customers.
#[derive(Deserialize)]
struct Row {
    code: String,
    de: Option<String>,
    en: Option<String>,
}

pub fn texts_stand_to_the_letter(german: &Words, english: &Words) -> Result<Vec<String>> {
    Ok([rejections(&catalogue()?, german, english), sentences(german, english)].concat())
}

/// All official texts, by language and id, without the marks of links.
pub fn texts() -> Result<BTreeMap<String, BTreeMap<String, String>>> {
    let mut texts: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut add = |lang: &str, id: &str, text: &str| {
        texts.entry(lang.to_owned()).or_default().insert(id.to_owned(), text.to_owned());
    };
    for (lang, id, sentence) in SENTENCES {
        add(lang, id, sentence);
    }
    for row in catalogue()? {
        let Some(rejection) = Rejection::parse(&row.code) else { continue };
        for (lang, text) in [("de", row.de), ("en", row.en)] {
            text.iter().for_each(|text| add(lang, &rejection.id(), text));
        }
    }
    Ok(texts)
}

fn catalogue() -> Result<Vec<Row>> {
    let catalogue = fs::read_to_string(at_root("crates/wire/catalogue/error-messages.json"))?;
    Ok(serde_json::from_str(&catalogue)?)
}

fn rejections(rows: &[Row], german: &Words, english: &Words) -> Vec<String> {
    let mut findings = Vec::new();
    for row in rows {
        let Some(rejection) = Rejection::parse(&row.code) else {
            findings.push(format!("wire does not know the rejection {}", row.code));
            continue;
        };
        let id = rejection.id();
        for (lang, words, official) in [("de", german, &row.de), ("en", english, &row.en)] {
            let ours = words.texts.get(&id).map(|text| text.words.as_str());
            if official.is_some() && ours != official.as_deref() {
                findings.push(format!("locales/{lang}: {id} is not the official text"));
            }
        }
    }
    let forgotten = Rejection::all().filter(|known| rows.iter().all(|row| row.code != known.code()));
    findings.extend(forgotten.map(|known| format!("the catalogue has no {}", known.code())));
    findings
}

fn sentences(german: &Words, english: &Words) -> Vec<String> {
    let differs = SENTENCES.iter().filter(|(lang, id, official)| {
        let words = if *lang == "de" { german } else { english };
        words.texts.get(*id).is_none_or(|text| text.without_marks() != *official)
    });
    differs.map(|(lang, id, _)| format!("locales/{lang}: {id} is not the official sentence")).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::words, *};

    fn row(code: &str, en: Option<&str>) -> Row {
        Row { code: code.to_owned(), de: None, en: en.map(str::to_owned) }
    }

    #[test]
    fn a_changed_letter_is_found() {
        let english = words("rejection-expired = Your attempt has expired\n");
        let findings = |official| rejections(&[row("EXPIRED", Some(official))], &words(""), &english);
        let differs = "locales/en: rejection-expired is not the official text";
        assert!(findings("Your attempt has expired.").iter().any(|found| found == differs));
        assert!(!findings("Your attempt has expired").iter().any(|found| found == differs));
    }

    #[test]
    fn catalogue_and_wire_name_the_same_rejections() {
        let findings = rejections(&[row("UNHEARD_OF", None)], &words(""), &words(""));
        assert!(findings.contains(&"wire does not know the rejection UNHEARD_OF".to_owned()));
        assert!(findings.contains(&"the catalogue has no EXPIRED".to_owned()));
    }

    #[test]
    fn a_consent_is_compared_without_its_links() {
        let german =
            words(&format!("swisscom-terms = {}\n", SENTENCES[0].2.replace("Swisscom", "<s>Swisscom</s>")));
        let findings = sentences(&german, &words("swisscom-terms = I agree.\n"));
        assert!(!findings.contains(&"locales/de: swisscom-terms is not the official sentence".to_owned()));
        assert!(findings.contains(&"locales/en: swisscom-terms is not the official sentence".to_owned()));
    }
}
