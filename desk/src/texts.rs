//! The messages of a book by language and id, and what is wrong with them.

use std::collections::BTreeMap;

use bankident_copy::{Finding, Language, Message, MessageCatalogue, Readability, check, hard_to_read};

/// Language and id.
pub type Key = (String, String);

/// All messages of a book.
pub fn by_key(book: &MessageCatalogue) -> BTreeMap<Key, Message> {
    let of = |language: &Language| {
        let tag = language.tag.clone();
        let messages = language.messages().into_iter();
        messages.map(move |text| ((tag.clone(), text.id.clone()), text)).collect::<Vec<_>>()
    };
    book.languages.iter().flat_map(of).collect()
}

/// What the checks find in a book, in sentences.
pub fn findings(book: &MessageCatalogue) -> BTreeMap<Key, Vec<String>> {
    let messages: Vec<(&str, Vec<Message>)> =
        book.languages.iter().map(|language| (language.tag.as_str(), language.messages())).collect();
    let languages: Vec<(&str, &[Message])> =
        messages.iter().map(|(tag, all)| (*tag, all.as_slice())).collect();
    let mut found: BTreeMap<Key, Vec<String>> = BTreeMap::new();
    for Finding { lang, id, what } in check(&languages, &book.glossary) {
        found.entry((lang, id)).or_default().push(what);
    }
    for (lang, all) in &messages {
        for (text, Readability { longest, lix, .. }) in hard_to_read(all) {
            let what = format!("hard to read: {longest} words in a sentence, LIX {lix:.0}");
            found.entry(((*lang).to_owned(), text.id.clone())).or_default().push(what);
        }
    }
    found
}
