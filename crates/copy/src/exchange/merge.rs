//! Merges what files propose into the edits of the desk.

use std::collections::BTreeMap;

use crate::{
    catalogue::{Edit, Edits, MessageCatalogue},
    exchange::proposal::{Proposal, Was, fingerprint},
    message::Message,
    passage::written,
    source_edit::Refusal,
};

/// The result of a merge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// The edits after the merge.
    pub edits: Edits,
    /// The number of proposals that say something new.
    pub taken: usize,
    /// The proposals that were not taken.
    pub refused: Vec<Refused>,
}

/// A proposal that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// BCP 47.
    pub lang: String,
    /// The id of the text.
    pub id: String,
    /// The reason, in English.
    pub why: String,
}

/// Merges a returned file into the edits. Unchanged entries are skipped; entries that changed here after the export are
/// kept.
pub fn take(catalogue: &MessageCatalogue, edits: &Edits, proposals: &[Proposal]) -> Taken {
    let known: BTreeMap<&str, BTreeMap<String, Message>> = catalogue
        .languages
        .iter()
        .map(|language| {
            let by_id = language.messages().into_iter().map(|message| (message.id.clone(), message));
            (language.tag.as_str(), by_id.collect())
        })
        .collect();
    let mut taken = Taken { edits: edits.clone(), ..Taken::default() };
    let mut proposed = Edits::new();
    for proposal in proposals.iter().filter(|proposal| !proposal.pattern.trim().is_empty()) {
        let Proposal { lang, id, pattern, .. } = proposal;
        let message = match known.get(lang.as_str()) {
            None => Err(format!("the wizard does not speak {lang}")),
            Some(messages) => messages.get(id).ok_or_else(|| Refusal::Unknown.to_string()),
        };
        let edited = edits.get(lang).and_then(|of_lang| of_lang.get(id));
        match message.and_then(|message| judge(proposal, message, edited).map(|is_new| (message, is_new))) {
            Err(why) => taken.refused.push(Refused { lang: lang.clone(), id: id.clone(), why }),
            Ok((_, false)) => {}
            Ok((message, true)) => {
                let edit = Edit { pattern: written(pattern), over: message.pattern.clone() };
                proposed.entry(lang.clone()).or_default().insert(id.clone(), edit);
            }
        }
    }
    for ((lang, id), why) in catalogue.edited(&proposed).left_out {
        proposed.entry(lang.clone()).or_default().remove(&id);
        taken.refused.push(Refused { lang, id, why: why.to_string() });
    }
    for (lang, of_lang) in proposed {
        taken.taken += of_lang.len();
        taken.edits.entry(lang).or_default().extend(of_lang);
    }
    taken.edits = catalogue.still_to_make(taken.edits);
    taken
}

/// Whether a proposal says something new.
///
/// # Errors
/// Why it is refused.
fn judge(proposal: &Proposal, message: &Message, edited: Option<&Edit>) -> Result<bool, String> {
    let now = edited.map_or(message.pattern.as_str(), |edit| &edit.pattern);
    let said = written(&proposal.pattern);
    // Without fingerprints, nobody knows whether a text that equals ours is old or intended.
    let is_old = match &proposal.was {
        None => said == message.pattern,
        Some(Was { built, said: was }) => *was == fingerprint(&said) && (was == built || edited.is_some()),
    };
    if is_old || said == now {
        return Ok(false);
    }
    if !proposal.is_whole {
        return Err("a part of it is not translated".to_owned());
    }
    if said.contains(char::REPLACEMENT_CHARACTER) {
        return Err("letters were lost, as where a file was saved in another encoding".to_owned());
    }
    let is_outdated = proposal.was.as_ref().is_some_and(|was| {
        was.built != fingerprint(&message.pattern)
            || edited.is_some_and(|edit| was.said != fingerprint(&edit.pattern))
    });
    if is_outdated { Err(Refusal::Outdated.to_string()) } else { Ok(true) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::samples::{catalogue, edits};

    fn proposal(id: &str, pattern: &str) -> Proposal {
        let (lang, id, pattern) = ("en".to_owned(), id.to_owned(), pattern.to_owned());
        Proposal { lang, id, pattern, is_whole: true, was: None }
    }

    #[test]
    fn what_is_new_is_taken_and_what_is_said_already_is_not() {
        let proposals = [proposal("iban", "IBAN"), proposal("iban.hint", "On your card")];
        let expected = edits("en", &[("iban.hint", "On your card")]);
        let taken = take(&catalogue(), &Edits::default(), &proposals);
        assert_eq!((taken.taken, &taken.edits), (1, &expected));
        assert_eq!(take(&catalogue(), &expected, &proposals), Taken { edits: expected, ..Taken::default() });
        let untranslated = take(&catalogue(), &Edits::default(), &[proposal("iban.hint", "  ")]);
        assert_eq!(untranslated, Taken::default());
    }

    #[test]
    fn what_was_edited_after_a_file_was_written_stays() {
        let edits = edits("en", &[("iban", "Account")]);
        assert_eq!(
            take(&catalogue(), &edits, &[proposal("iban", "IBAN")]),
            Taken { edits, ..Taken::default() }
        );
    }

    /// Merges a returned text. Our file says "IBAN"; the desk says `edit` unless that is empty.
    #[track_caller]
    fn back(edit: &str, was: Was, pattern: &str, expected: Result<&str, &str>) {
        let edits = if edit.is_empty() { Edits::default() } else { edits("en", &[("iban", edit)]) };
        let taken = take(&catalogue(), &edits, &[Proposal { was: Some(was), ..proposal("iban", pattern) }]);
        let now = taken.edits.get("en").map_or("IBAN", |of_lang| &of_lang["iban"].pattern);
        let refused = taken.refused.first().map(|refused| refused.why.as_str());
        assert_eq!(refused.map_or(Ok(now), Err), expected, "{edit}, {pattern}");
    }

    #[test]
    fn what_who_sent_it_back_has_not_changed_stays_as_it_is_now() {
        back("", Was::new("IBAN", "IBAN"), "IBAN", Ok("IBAN"));
        back("Newer", Was::new("IBAN", "IBAN"), "IBAN", Ok("Newer"));
        back("Newer", Was::new("IBAN", "Account"), "Account", Ok("Newer"));
        back("", Was::new("Built since", "Built since"), "Built since", Ok("IBAN"));
    }

    #[test]
    fn what_was_changed_is_taken_unless_it_was_changed_here_too() {
        back("", Was::new("IBAN", "IBAN"), "Number", Ok("Number"));
        back("Account", Was::new("IBAN", "Account"), "Number", Ok("Number"));
        back("Account", Was::new("IBAN", "Account"), "IBAN", Ok("IBAN"));
        let outdated = "it was changed elsewhere meanwhile";
        back("Newer", Was::new("IBAN", "Account"), "Number", Err(outdated));
        back("", Was::new("Built since", "Built since"), "Number", Err(outdated));
    }

    #[test]
    fn edits_go_from_one_browser_to_another() {
        back("", Was::new("IBAN", "Account"), "Account", Ok("Account"));
    }

    #[test]
    fn what_cannot_stand_there_is_refused_with_the_reason() {
        let wrong = [
            proposal("swisscom-terms", "I agree"),
            proposal("lonely", "x"),
            proposal("iban", "{ $x"),
            Proposal { lang: "tlh".to_owned(), ..proposal("iban", "x") },
            Proposal { is_whole: false, ..proposal("iban", "x") },
            proposal("iban", "Your \u{fffd}"),
        ];
        let taken = take(&catalogue(), &Edits::default(), &wrong);
        assert_eq!((taken.taken, taken.edits), (0, Edits::default()));
        let why: Vec<&str> = taken.refused.iter().map(|refused| refused.why.as_str()).collect();
        let expected = [
            "there is no such message",
            "the wizard does not speak tlh",
            "a part of it is not translated",
            "letters were lost, as where a file was saved in another encoding",
            "this is not Fluent: ",
            "official texts are not changed",
        ];
        assert_eq!(why.len(), expected.len());
        assert!(why.iter().zip(expected).all(|(why, expected)| why.starts_with(expected)), "{why:?}");
    }
}
