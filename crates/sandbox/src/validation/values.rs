//! What the API takes as a value, strictly as it is written in the guide and the reference. These rules are the API's own: they
//! share nothing with what its clients check.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

use super::Wrong;

/// Any string.
pub fn text(value: &Value) -> Result<String, Wrong> {
    value.as_str().map(str::to_owned).ok_or_else(|| Wrong::of_type("is not a string"))
}

/// A string of at most `maximum` characters.
pub fn text_up_to(maximum: usize) -> impl Fn(&Value) -> Result<String, Wrong> {
    move |value| {
        let text = text(value)?;
        match text.chars().count() <= maximum {
            true => Ok(text),
            false => Err(Wrong::value(format!("is too long (maximum is {maximum} characters)"))),
        }
    }
}

/// One of these strings.
pub fn one_of(choices: &'static [&'static str]) -> impl Fn(&Value) -> Result<String, Wrong> {
    move |value| {
        let text = text(value)?;
        match choices.contains(&text.as_str()) {
            true => Ok(text),
            false => Err(Wrong::value("is not included in the list")),
        }
    }
}

/// A name of at most 50 characters (the reference, `last_name`), in Latin letters. That other scripts are refused is our
/// reading: the reference does not say which characters a name may hold.
pub fn name(value: &Value) -> Result<String, Wrong> {
    let text = text_up_to(50)(value)?;
    let is_latin = |c: char| c.is_alphabetic() && matches!(c, '\0'..='ɏ' | 'ə' | 'ɨ' | 'ʒ' | 'Ḁ'..='ỿ');
    let is_mark = |c: char| matches!(c, '\u{2B0}'..='\u{2FF}' | '\u{300}'..='\u{36F}');
    let is_sign = |c: char| " '’‘,.-`´~¨·‡".contains(c);
    let well_formed = text.chars().any(is_latin)
        && text.chars().all(|c| is_latin(c) || is_mark(c) || is_sign(c))
        && text.trim() == text;
    if well_formed { Ok(text) } else { Err(Wrong::value("contains invalid characters")) }
}

/// ISO 3166-1 alpha-2 in capital letters, and `XK` for Kosovo, which ISO leaves to its users.
pub fn country(value: &Value) -> Result<String, Wrong> {
    let text = text(value)?;
    let is_assigned = text.len() == 2 && rust_iso3166::from_alpha2(&text).is_some();
    match is_assigned || text == "XK" {
        true => Ok(text),
        false => Err(Wrong::value("is not an ISO 3166-1 alpha-2 code")),
    }
}

/// An email address of at most 255 characters: something, one `@`, a domain with a dot, and nothing that is blank or
/// invisible.
pub fn email(value: &Value) -> Result<String, Wrong> {
    let text = text_up_to(255)(value)?;
    let has_parts = text.split_once('@').is_some_and(|(user, domain)| {
        let labels: Vec<&str> = domain.split('.').collect();
        !user.is_empty() && labels.len() > 1 && labels.iter().all(|label| !label.is_empty())
    });
    let is_written = |c: char| c.is_alphanumeric() || c.is_ascii_graphic();
    match has_parts && text.matches('@').count() == 1 && text.chars().all(is_written) {
        true => Ok(text),
        false => Err(Wrong::value("is not an email address")),
    }
}

/// E.164: `+`, a country code, at most 15 digits. Not of Iran or North Korea (the guide, Appendix IV).
pub fn mobile_number(value: &Value) -> Result<String, Wrong> {
    let text = text(value)?;
    let digits = text.strip_prefix('+').filter(|digits| !digits.starts_with('0') && ascii_digits(digits));
    match digits {
        Some(digits) if digits.starts_with("98") || digits.starts_with("850") => {
            Err(Wrong::value("is of an unsupported country"))
        }
        Some(digits) if (7..=15).contains(&digits.len()) => Ok(text),
        _ => Err(Wrong::value("is not a mobile number (E.164)")),
    }
}

/// A German IBAN as computers write it: `DE` and twenty digits, of which the first two check the others (ISO 7064 mod 97-10:
/// behind the account, followed by `1314` for `DE`, the remainder is 1).
pub fn german_iban(value: &Value) -> Result<String, Wrong> {
    let text = text(value)?;
    let is_valid = text.strip_prefix("DE").is_some_and(|digits| {
        digits.len() == 20 && ascii_digits(digits) && {
            let checked = format!("{}1314{}", &digits[2..], &digits[..2]);
            checked.bytes().fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97) == 1
        }
    });
    if is_valid { Ok(text) } else { Err(Wrong::value("is not a valid German IBAN")) }
}

/// Only `0` to `9`.
fn ascii_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// ISO 8601, `1978-07-15` and no other spelling.
pub fn date(value: &Value) -> Result<NaiveDate, Wrong> {
    let text = text(value)?;
    let date: Option<NaiveDate> = text.parse().ok();
    date.filter(|date| date.to_string() == text).ok_or_else(|| Wrong::value("is not a date (YYYY-MM-DD)"))
}

/// RFC 3339.
pub fn timestamp(value: &Value) -> Result<DateTime<Utc>, Wrong> {
    DateTime::parse_from_rfc3339(&text(value)?)
        .map(|at| at.to_utc())
        .map_err(|_| Wrong::value("is not a timestamp (RFC 3339)"))
}

/// A boolean, or its name: the guide's test data sends `"false"`.
pub fn boolean(value: &Value) -> Result<bool, Wrong> {
    match (value, value.as_str()) {
        (Value::Bool(value), _) => Ok(*value),
        (_, Some("true")) => Ok(true),
        (_, Some("false")) => Ok(false),
        _ => Err(Wrong::of_type("is not a boolean")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check<T: PartialEq + std::fmt::Debug>(
        value: Value,
        check: impl FnOnce(&Value) -> Result<T, Wrong>,
        expected: Result<T, &str>,
    ) {
        let found = check(&value).map_err(|wrong| wrong.message);
        assert_eq!(found, expected.map_err(str::to_owned), "{value}");
    }

    #[test]
    fn values_are_checked_by_kind() {
        check(json!("DE"), country, Ok("DE".into()));
        check(json!("de"), country, Err("is not an ISO 3166-1 alpha-2 code"));
        check(json!("XX"), country, Err("is not an ISO 3166-1 alpha-2 code"));
        check(json!("XK"), country, Ok("XK".into()));
        check(json!("DEU"), country, Err("is not an ISO 3166-1 alpha-2 code"));
        check(json!(49), country, Err("is not a string"));
        check(json!("x".repeat(51)), text_up_to(50), Err("is too long (maximum is 50 characters)"));
        check(json!("ü".repeat(50)), text_up_to(50), Ok("ü".repeat(50)));
        check(json!("false"), boolean, Ok(false));
        check(json!(true), boolean, Ok(true));
        check(json!("no"), boolean, Err("is not a boolean"));
        check(json!("1978-7-15"), date, Err("is not a date (YYYY-MM-DD)"));
        check(json!("15.07.1978"), date, Err("is not a date (YYYY-MM-DD)"));
        check(json!("1978-02-30"), date, Err("is not a date (YYYY-MM-DD)"));
        check(json!("2019-01-01T00:00:00+01:00"), timestamp, Ok("2018-12-31T23:00:00Z".parse().unwrap()));
        check(json!("2019-01-01"), timestamp, Err("is not a timestamp (RFC 3339)"));
    }

    #[test]
    fn names_are_in_latin_letters() {
        for good in ["Zierfisch", "O’Polo-Łękowska", "Nguyễn Thị", "Müller III.", "M̂bala"] {
            check(json!(good), name, Ok(good.to_owned()));
        }
        for bad in ["Зоя", "Zoе", "Zoe 😀", "Zo\u{200B}e", "Zoe2", "...", " Zoe", "Zoe\n"] {
            check(json!(bad), name, Err("contains invalid characters"));
        }
        check(json!("ü".repeat(51)), name, Err("is too long (maximum is 50 characters)"));
    }

    #[test]
    fn an_email_address_has_two_parts() {
        for good in ["person@example.com", "grüße@müller.example"] {
            check(json!(good), email, Ok(good.to_owned()));
        }
        for bad in [
            "nobody",
            "a@b",
            "@b.example",
            "a b@c.example",
            "a@b@c.example",
            "a@b..example",
            "a\u{200B}@b.example",
        ] {
            check(json!(bad), email, Err("is not an email address"));
        }
    }

    #[test]
    fn numbers_are_e164() {
        check(json!("+15550101"), mobile_number, Ok("+15550101".into()));
        check(json!("+4917612345678"), mobile_number, Ok("+4917612345678".into()));
        for bad in [
            "017612345678",
            "+49 176 12345678",
            "+0123456789",
            "+49176",
            "+4917612345678901",
            "+４９１７６１２３４５６７８",
        ] {
            check(json!(bad), mobile_number, Err("is not a mobile number (E.164)"));
        }
        for unsupported in ["+989123456789", "+8501912345678"] {
            check(json!(unsupported), mobile_number, Err("is of an unsupported country"));
        }
    }

    #[test]
    fn ibans_are_german_and_whole() {
        check(json!("DE11110101010100000020"), german_iban, Ok("DE11110101010100000020".into()));
        check(json!("DE89370400440532013000"), german_iban, Ok("DE89370400440532013000".into()));
        for bad in [
            "DE12110101010100000020",
            "DE11 1101 0101 0100 0000 20",
            "de11110101010100000020",
            "DE1111010101010000002",
            "FR7630006000011234567890189",
        ] {
            check(json!(bad), german_iban, Err("is not a valid German IBAN"));
        }
    }
}
