use serde::{Deserialize, Serialize};

use super::{crosses_as_string, latin, tidy};
use crate::FieldProblem;

/// A given or family name, as it stands on the ID document: the characters of DIN 91379, data type A (names of natural
/// persons), with at least one letter, in NFC. Other scripts are [`FieldProblem::Script`]: each passport has the name in
/// Latin letters too (ICAO Doc 9303, part 3). All apostrophes of keyboards but `'` are `’`.
///
/// At most 50 characters (Solaris' reference, `last_name`), counted as Solaris counts them: letters as they are composed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Name(String);

impl Name {
    pub fn parse(input: &str) -> Result<Name, FieldProblem> {
        let apostrophe = |c: char| matches!(c, '\u{2018}' | '\u{201B}' | '\u{2BB}' | '\u{2BC}' | '\u{2032}');
        let name = present(&input.replace(apostrophe, "’"), 50)?;
        written_with(&name, latin::is_sign_of_a_name)?;
        Ok(Name(named(name)?))
    }
}

crosses_as_string!(Name);

/// The name of a town: letters as in a [`Name`], digits and signs. At most 85 characters (the longest official place name in
/// use).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct City(String);

impl City {
    pub fn parse(input: &str) -> Result<City, FieldProblem> {
        let town = present(input, 85)?;
        written_with(&town, |c| is_sign_of_an_address(c) && !"<>{}@#".contains(c))?;
        Ok(City(named(town)?))
    }
}

crosses_as_string!(City);

/// A line of a postal address: letters as in a [`Name`], digits and signs. At most 100 characters.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct StreetLine(String);

impl StreetLine {
    pub fn parse(input: &str) -> Result<StreetLine, FieldProblem> {
        let line = present(input, 100)?;
        written_with(&line, is_sign_of_an_address)?;
        Ok(StreetLine(line))
    }
}

crosses_as_string!(StreetLine);

/// A postal code of any country: letters, digits, spaces and hyphens, at most 12. German ones have five digits;
/// that is checked where the country is known.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct PostalCode(String);

impl PostalCode {
    pub fn parse(input: &str) -> Result<PostalCode, FieldProblem> {
        let code = tidy::code(input);
        if code.is_empty() {
            return Err(FieldProblem::Missing);
        }
        match code.len() <= 12 && code.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ' || c == '-') {
            true => Ok(PostalCode(code.to_ascii_uppercase())),
            false => Err(FieldProblem::Invalid),
        }
    }

    pub(crate) fn is_german(&self) -> bool {
        self.0.len() == 5 && self.0.bytes().all(|b| b.is_ascii_digit())
    }
}

crosses_as_string!(PostalCode);

/// A line of text in any script, without control characters.
pub(crate) fn free_text(input: &str, longest: usize) -> Result<String, FieldProblem> {
    let text = present(input, longest)?;
    if text.chars().any(char::is_control) { Err(FieldProblem::Invalid) } else { Ok(text) }
}

fn present(input: &str, longest: usize) -> Result<String, FieldProblem> {
    let text = tidy::text(input);
    match text.chars().count() {
        0 => Err(FieldProblem::Missing),
        n if n > longest => Err(FieldProblem::TooLong),
        _ => Ok(text),
    }
}

/// Letters of other scripts are told apart from what is no letter.
fn written_with(text: &str, is_sign: fn(char) -> bool) -> Result<(), FieldProblem> {
    let mut before = ' ';
    for c in text.chars() {
        let fits = latin::is_letter(c)
            || is_sign(c)
            || latin::is_mark(c) && (latin::is_letter(before) || latin::is_mark(before));
        if !fits {
            return Err(if c.is_alphabetic() { FieldProblem::Script } else { FieldProblem::Invalid });
        }
        before = c;
    }
    Ok(())
}

/// A name has a letter.
fn named(text: String) -> Result<String, FieldProblem> {
    if text.chars().any(latin::is_letter) { Ok(text) } else { Err(FieldProblem::Invalid) }
}

/// What stands in addresses beside letters: ASCII, the signs of Latin-1 such as `§` and `º`, quotation marks.
fn is_sign_of_an_address(c: char) -> bool {
    latin::is_sign_of_a_name(c)
        || matches!(c, '!'..='@' | '['..='_' | '{'..='}' | '\u{A1}'..='\u{BF}' | '\u{2018}'..='\u{201F}' | '№')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::values::{
        made_up::{decorated, respelled, runs, typed},
        text,
    };

    #[track_caller]
    fn name(input: &str, expected: Result<&str, FieldProblem>) {
        assert_eq!(text(Name::parse(input)), expected.map(str::to_owned), "{input}");
    }

    #[test]
    fn a_name_is_kept_as_on_the_document() {
        name("  Leander   Tristan ", Ok("Leander Tristan"));
        for written in [
            "O'Polo-Łękowska",
            "D’Amico",
            "Íñigo",
            "Jr. Müller III.",
            "Avel·lí",
            "Vasilʹevich",
            "ʿAbd Allāh",
            "K͟hālid",
            "M̂bala",
            "Nguyễn Thị Lương",
            "Ünsal, geb. Ağaoğlu",
        ] {
            name(written, Ok(written));
        }
    }

    #[test]
    fn a_name_has_one_form() {
        name("Zoe\u{308}", Ok("Zoë"));
        name("Zo\u{200B}e\u{FEFF}\u{202E}", Ok("Zoe"));
        name("Anne\u{2010}Marie\u{A0}Pﬁster", Ok("Anne-Marie Pfister"));
        name("Kaʻiulani", Ok("Ka’iulani"));
        name("Ｙａｍａｄａ", Ok("Yamada"));
    }

    #[test]
    fn letters_are_counted_as_people_count() {
        name(&"e\u{308}".repeat(50), Ok(&"ë".repeat(50)));
        name(&"e\u{308}".repeat(51), Err(FieldProblem::TooLong));
        name(&"x".repeat(51), Err(FieldProblem::TooLong));
    }

    #[test]
    fn what_is_no_name_is_told_apart() {
        for empty in ["", " ", "\u{200B}\u{FEFF}", "\u{3164}"] {
            name(empty, Err(FieldProblem::Missing));
        }
        for other_script in ["Зоя", "Zoе", "Ζωή", "زوي", "王", "Zoe王", "ゾエ"] {
            name(other_script, Err(FieldProblem::Script));
        }
        for no_letters in
            ["1234", "Zoe2", "a@b", "Zoe 😀", "😀", "Zoe™", "-", "’", "Zoe\u{7}", "\u{308}e", "Zoe\u{FFFD}"]
        {
            name(no_letters, Err(FieldProblem::Invalid));
        }
    }

    #[test]
    fn a_town_may_have_digits_and_signs() {
        for town in
            ["Frankfurt (Oder)", "Halle/Saale", "Wien 3", "Saint-Denis", "L’Aquila", "St. Johann i. T."]
        {
            assert_eq!(text(City::parse(town)), Ok(town.to_owned()));
        }
        assert_eq!(City::parse("Киев"), Err(FieldProblem::Script));
        assert_eq!(City::parse("Köln 🏰"), Err(FieldProblem::Invalid));
        assert_eq!(City::parse("50667"), Err(FieldProblem::Invalid));
    }

    #[test]
    fn a_street_has_a_number() {
        for line in [
            "Berliner Str. 45",
            "Straße des 17. Juni 135 / Hof 2",
            "„Haus am See“ 3½",
            "c/o Łękowska & Co. #4",
        ] {
            assert_eq!(text(StreetLine::parse(line)), Ok(line.to_owned()));
        }
        assert_eq!(text(StreetLine::parse("Str.\u{A0}12\u{2013}14")), Ok("Str. 12-14".to_owned()));
        assert_eq!(StreetLine::parse("ул. Ленина 1"), Err(FieldProblem::Script));
        assert_eq!(StreetLine::parse("Berliner Str. 45 🏠"), Err(FieldProblem::Invalid));
    }

    #[test]
    fn a_postal_code_may_have_letters_abroad() {
        assert_eq!(text(PostalCode::parse("sw1a\u{A0}1aa")), Ok("SW1A 1AA".to_owned()));
        assert_eq!(text(PostalCode::parse("１４１６９\u{200E}")), Ok("14169".to_owned()));
        assert_eq!(text(PostalCode::parse("00\u{2013}950")), Ok("00-950".to_owned()));
        assert_eq!(text(PostalCode::parse("14169!")), Err(FieldProblem::Invalid));
        assert_eq!(text(PostalCode::parse("")), Err(FieldProblem::Missing));
    }

    #[test]
    fn a_value_is_never_printed() {
        assert_eq!(format!("{:?}", Name::parse("Zierfisch")), "Ok(Name(..))");
    }

    proptest! {
        #![proptest_config(runs())]

        #[test]
        fn what_is_taken_is_taken_again(typed in typed()) {
            if let Ok(name) = Name::parse(&typed) {
                prop_assert_eq!(Name::parse(name.as_str()), Ok(name));
            }
            if let Ok(town) = City::parse(&typed) {
                prop_assert_eq!(City::parse(town.as_str()), Ok(town));
            }
            if let Ok(line) = StreetLine::parse(&typed) {
                prop_assert_eq!(StreetLine::parse(line.as_str()), Ok(line));
            }
            if let Ok(code) = PostalCode::parse(&typed) {
                prop_assert_eq!(PostalCode::parse(code.as_str()), Ok(code));
            }
        }

        #[test]
        fn decoration_does_not_matter(
            name in decorated("Zoë O’Polo-Łękowska"),
            respelled in respelled("Zoë O’Polo-Łękowska"),
            code in decorated("SW1A 1AA"),
        ) {
            prop_assert_eq!(text(Name::parse(&name)), Ok("Zoë O’Polo-Łękowska".to_owned()));
            prop_assert_eq!(text(Name::parse(&respelled)), Ok("Zoë O’Polo-Łękowska".to_owned()));
            prop_assert_eq!(text(PostalCode::parse(&code)), Ok("SW1A 1AA".to_owned()));
        }
    }
}
