//! Typed text, made tidy before anything judges it: what cannot be seen is dropped, and blanks, dashes, and digits of every
//! kind are the plain ones. All values begin here, in the browser and again on the server.
//!
//! | what | rule | source |
//! |---|---|---|
//! | form | NFKC for codes, numbers and addresses of e-mail; NFC for names and other texts | UAX #15 |
//! | what cannot be seen | dropped: general category Cf, and what is ignorable by default | UAX #44 |
//! | blanks | one blank: Zs, tabs, line ends; none at the ends | UAX #44, `White_Space` |
//! | dashes | `-`: general category Pd, and the minus sign | UAX #44 |
//! | digits (codes only) | `0` to `9`: general category Nd | UAX #44 |
//!
//! A field is never rewritten with it: the text belongs to the customer who types it.

/// A text whose form does not matter, such as a code or a number: NFKC, digits of every script as `0` to `9`.
pub(crate) fn code(typed: &str) -> String {
    let plain = |c: char| decimal_digit(c).unwrap_or(c);
    tidy(typed, Form::Nfkc).chars().map(plain).collect()
}

/// A name or another text that is kept as it is written: NFC. Ligatures of typesetting (`ﬁ`) and full-width letters, which no
/// document has, are the letters that they stand for.
pub(crate) fn text(typed: &str) -> String {
    let plain = |c: char| matches!(c, '\u{FB00}'..='\u{FB06}' | '\u{FF01}'..='\u{FF5E}');
    match typed.contains(plain) {
        false => tidy(typed, Form::Nfc),
        true => {
            let letters = typed.chars().map(|c| match plain(c) {
                true => normalized(c.encode_utf8(&mut [0; 4]), Form::Nfkc),
                false => c.to_string(),
            });
            tidy(&letters.collect::<String>(), Form::Nfc)
        }
    }
}

/// In small letters, as far as Latin-1 goes: the tables of Unicode for all others are large.
pub(super) fn small_letters(text: &str) -> String {
    let small = |c: char| match c {
        'À'..='Ö' | 'Ø'..='Þ' => char::from(c as u8 + 32),
        other => other.to_ascii_lowercase(),
    };
    text.chars().map(small).collect()
}

fn tidy(typed: &str, form: Form) -> String {
    let visible: String = typed.chars().filter(|c| !is_invisible(*c)).collect();
    let plain = |c: char| if is_dash(c) { '-' } else { c };
    let plain: String = normalized(&visible, form).chars().map(plain).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A normal form of UAX #15.
#[derive(Clone, Copy)]
enum Form {
    Nfc,
    Nfkc,
}

fn normalized(text: &str, form: Form) -> String {
    match text.is_ascii() {
        true => text.to_owned(),
        false => platform::normalized(text, form),
    }
}

/// The browser has the tables.
#[cfg(target_arch = "wasm32")]
mod platform {
    pub(super) fn normalized(text: &str, form: super::Form) -> String {
        let form = match form {
            super::Form::Nfc => "NFC",
            super::Form::Nfkc => "NFKC",
        };
        js_sys::JsString::from(text).normalize(form).into()
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod platform {
    use unicode_normalization::UnicodeNormalization;

    pub(super) fn normalized(text: &str, form: super::Form) -> String {
        match form {
            super::Form::Nfc => text.nfc().collect(),
            super::Form::Nfkc => text.nfkc().collect(),
        }
    }
}

/// General category Cf, and `Default_Ignorable_Code_Point` (UAX #44, Unicode 17): what contacts, mails and keyboards leave
/// between the letters.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{600}'..='\u{605}' | '\u{61C}' | '\u{6DD}' | '\u{70F}' | '\u{890}'..='\u{891}'
        | '\u{8E2}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{110BD}' | '\u{110CD}'
        | '\u{13430}'..='\u{1343F}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// General category Pd (UAX #44, Unicode 17), and the minus sign.
fn is_dash(c: char) -> bool {
    matches!(c,
        '-' | '\u{58A}' | '\u{5BE}' | '\u{1400}' | '\u{1806}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2E17}'
        | '\u{2E1A}' | '\u{2E3A}'..='\u{2E3B}' | '\u{2E40}' | '\u{2E5D}' | '\u{301C}' | '\u{3030}' | '\u{30A0}'
        | '\u{FE31}'..='\u{FE32}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' | '\u{10D6E}' | '\u{10EAD}')
}

/// The digit of general category Nd as one of ASCII. Each script has ten in a row (UAX #44, the stability policy), and these
/// are their zeros (Unicode 17).
fn decimal_digit(c: char) -> Option<char> {
    let script = ZEROS.partition_point(|zero| *zero <= c as u32).checked_sub(1)?;
    char::from_digit(c as u32 - ZEROS[script], 10)
}

#[rustfmt::skip]
const ZEROS: [u32; 77] = [
    0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20,
    0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900,
    0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450,
    0x114D0, 0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50, 0x11DA0, 0x11DE0, 0x11F50,
    0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0,
    0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0,
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

    use super::*;
    use crate::values::made_up::{runs, typed};

    #[test]
    fn the_tables_are_those_of_unicode() {
        for c in '\0'..=char::MAX {
            let category = c.general_category();
            assert!(category != GeneralCategory::Format || is_invisible(c), "{c:?} is of category Cf");
            assert!(category != GeneralCategory::DashPunctuation || is_dash(c), "{c:?} is of category Pd");
            assert_eq!(decimal_digit(c).is_some(), category == GeneralCategory::DecimalNumber, "{c:?}");
            let is_read = c.is_alphabetic() && !(is_invisible(c) && "ᅟᅠㅤﾠ".contains(c));
            assert!(!is_read || !is_invisible(c) && !is_dash(c), "{c:?} is a letter");
        }
    }

    #[test]
    fn digits_keep_their_value() {
        assert_eq!(code("0٣۷९１２𝟗"), "0379129");
    }

    #[test]
    fn what_cannot_be_seen_is_dropped() {
        assert_eq!(code("\u{202A}+49\u{A0}176\u{2011}1\u{200B}\u{202C}\u{FEFF}"), "+49 176-1");
        assert_eq!(text("Zo\u{200B}e\u{2060}\u{308}"), "Zoë");
        assert_eq!(text("\u{FEFF}Zoe\u{202E}\t Ana\u{3000}"), "Zoe Ana");
    }

    #[test]
    fn only_codes_lose_their_form() {
        assert_eq!(code("Ⅷ ½ ª ＋"), "VIII 1⁄2 a +");
        assert_eq!(text("Ⅷ ½ ª"), "Ⅷ ½ ª");
        assert_eq!(text("Pﬁﬀner Ｍüller"), "Pfiffner Müller");
    }

    proptest! {
        #![proptest_config(runs())]

        #[test]
        fn what_is_tidy_stays_as_it_is(typed in typed()) {
            prop_assert_eq!(code(&code(&typed)), code(&typed));
            prop_assert_eq!(text(&text(&typed)), text(&typed));
        }
    }
}
