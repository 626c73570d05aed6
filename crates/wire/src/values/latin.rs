//! The letters of names: DIN 91379:2022-08, the Latin letters that every German authority has to be able to process since
//! November 2024.

/// The letters of DIN 91379 ("bll") that are one code point in NFC.
pub(super) fn is_letter(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{17E}'
        | '\u{187}'..='\u{188}' | '\u{18F}' | '\u{197}' | '\u{1A0}'..='\u{1A1}' | '\u{1AF}'..='\u{1B0}' | '\u{1B7}'
        | '\u{1CD}'..='\u{1DC}' | '\u{1DE}'..='\u{1DF}' | '\u{1E2}'..='\u{1F0}' | '\u{1F4}'..='\u{1F5}'
        | '\u{1F8}'..='\u{1FF}' | '\u{212}'..='\u{213}' | '\u{218}'..='\u{21B}' | '\u{21E}'..='\u{21F}'
        | '\u{227}'..='\u{233}' | '\u{259}' | '\u{268}' | '\u{292}' | '\u{1E02}'..='\u{1E03}'
        | '\u{1E06}'..='\u{1E07}' | '\u{1E0A}'..='\u{1E11}' | '\u{1E17}' | '\u{1E1C}'..='\u{1E2B}'
        | '\u{1E2F}'..='\u{1E37}' | '\u{1E3A}'..='\u{1E3B}' | '\u{1E40}'..='\u{1E49}' | '\u{1E52}'..='\u{1E5B}'
        | '\u{1E5E}'..='\u{1E63}' | '\u{1E6A}'..='\u{1E6F}' | '\u{1E80}'..='\u{1E87}' | '\u{1E8C}'..='\u{1E97}'
        | '\u{1E9E}' | '\u{1EA0}'..='\u{1EF9}')
}

/// The marks of its sequences, such as `M̂` and `K͟h`. We take each of them on each letter.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{302}' | '\u{304}' | '\u{306}'..='\u{308}' | '\u{30B}'..='\u{30D}' | '\u{310}' | '\u{315}'
        | '\u{31B}' | '\u{323}' | '\u{325}'..='\u{328}' | '\u{331}' | '\u{35F}')
}

/// What else a name of a natural person may hold (data type A: the non-letters N1).
pub(super) fn is_sign_of_a_name(c: char) -> bool {
    matches!(c,
        ' ' | '\'' | ',' | '-' | '.' | '`' | '~' | '¨' | '´' | '·' | '\u{2B9}'..='\u{2BA}' | '\u{2BE}'..='\u{2BF}'
        | '\u{2C8}' | '\u{2CC}' | '’' | '‡')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_the_official_languages_are_there() {
        let german = "ÄÖÜäöüßẞ";
        let european = "ÁÂÃÅÆÇĆČĎĐÐÉĘĖĒĚĞĢĠĦÍÎĪĮİıĶŁĹĽĻŃŇŅŊÑŒØÓŐÔÕŔŘŖŚŠŞȘŤŢȚŦÞÚŰŮŪŲŴŶÝŸŹŽŻƏəĀāẑ";
        let vietnamese = "ĂăÊêƠơƯưẠạẤấỆệỢợỸỹ";
        for letter in german.chars().chain(european.chars()).chain(vietnamese.chars()) {
            assert!(is_letter(letter), "{letter}");
        }
    }

    #[test]
    fn other_scripts_are_not() {
        for letter in "ЗояΑαאبあ王กⅧªɓ".chars() {
            assert!(!is_letter(letter), "{letter}");
        }
    }
}
