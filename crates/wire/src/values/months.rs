//! The names of the months in every language of the wizard: a date is read in each of them, whatever the page speaks.

/// For each language: its folder in `locales/`, and the names of the twelve months as people write them, in small letters. A
/// shortened name needs no place here, only one that is no beginning of the full name.
pub const MONTHS: [(&str, [&[&str]; 12]); 2] = [
    (
        "de",
        [
            &["januar", "jänner", "jaenner"],
            &["februar", "feber"],
            &["märz", "maerz", "mrz"],
            &["april"],
            &["mai"],
            &["juni", "juno"],
            &["juli", "julei"],
            &["august"],
            &["september"],
            &["oktober"],
            &["november"],
            &["dezember"],
        ],
    ),
    (
        "en",
        [
            &["january"],
            &["february"],
            &["march"],
            &["april"],
            &["may"],
            &["june"],
            &["july"],
            &["august"],
            &["september"],
            &["october"],
            &["november"],
            &["december"],
        ],
    ),
];

/// The month, 1 to 12, that a word in small letters names: a whole name, or at least three letters that begin the names of no
/// other month in any language.
pub(super) fn month_named(word: &str) -> Option<u32> {
    let named = |fits: &dyn Fn(&str) -> bool| {
        let names = MONTHS.iter().flat_map(|(_, months)| (1..).zip(months));
        let mut fitting =
            names.filter(|(_, names)| names.iter().any(|name| fits(name))).map(|(month, _)| month);
        let first = fitting.next()?;
        fitting.all(|other| other == first).then_some(first)
    };
    named(&|name| name == word)
        .or_else(|| if word.chars().count() < 3 { None } else { named(&|name| name.starts_with(word)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_their_beginnings_are_understood() {
        for (word, month) in
            [("jänner", 1), ("jän", 1), ("mrz", 3), ("mär", 3), ("mar", 3), ("may", 5), ("mai", 5)]
        {
            assert_eq!(month_named(word), Some(month), "{word}");
        }
        for (word, month) in
            [("jun", 6), ("july", 7), ("sept", 9), ("oct", 10), ("okt", 10), ("dez", 12), ("dec", 12)]
        {
            assert_eq!(month_named(word), Some(month), "{word}");
        }
        for word in ["", "ma", "ju", "juliet", "monday", "januaryy"] {
            assert_eq!(month_named(word), None, "{word}");
        }
    }
}
