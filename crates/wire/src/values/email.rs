use serde::{Deserialize, Serialize};

use super::{crosses_as_string, tidy};
use crate::FieldProblem;

/// An e-mail address, as the HTML standard's `input type=email` accepts it, with letters of all scripts (RFC 6531) and a dot in
/// the domain. Whether it is the customer's own is not for a parser to say.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Email(String);

impl Email {
    /// Blanks beside `@` and dots do not matter: keyboards put them behind a word. Nor does what stands around an address in a
    /// list of contacts: `mailto:`, `<` and `>`, and the name in front.
    pub fn parse(input: &str) -> Result<Email, FieldProblem> {
        let typed = tidy::code(input);
        let address =
            typed.rsplit_once('<').map_or(typed.as_str(), |(_, address)| address).trim_end_matches('>');
        let address = match address.get(..7) {
            Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => &address[7..],
            _ => address,
        };
        let mut address = address.trim().to_owned();
        for joint in ["@", "."] {
            address = address.split(joint).map(str::trim).collect::<Vec<_>>().join(joint);
        }
        if address.is_empty() {
            return Err(FieldProblem::Missing);
        }
        let well_formed = address.len() <= 254
            && address
                .split_once('@')
                .is_some_and(|(local, domain)| is_local_part(local) && is_domain(domain));
        match well_formed {
            true => Ok(Email(address)),
            false => Err(FieldProblem::Invalid),
        }
    }
}

crosses_as_string!(Email);

fn is_local_part(local: &str) -> bool {
    !local.is_empty()
        && local.len() <= 64
        && local.chars().all(|c| c.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c))
}

fn is_domain(domain: &str) -> bool {
    domain.contains('.')
        && domain.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::values::{
        made_up::{decorated, runs, typed},
        text,
    };

    #[test]
    fn an_address_has_a_local_part_and_a_domain() {
        for good in ["person@example.com", " a.b+c@sub.example.org ", "grüße@müller.example"] {
            assert_eq!(text(Email::parse(good)), Ok(good.trim().to_owned()));
        }
        for bad in [
            "person",
            "person@",
            "@example.com",
            "a b@example.com",
            "a@b@example.com",
            "a@example",
            "a@-x.de",
            "a😀@example.com",
            "anna@example.com, berta@example.com",
        ] {
            assert_eq!(Email::parse(bad), Err(FieldProblem::Invalid), "{bad}");
        }
        assert_eq!(Email::parse(" "), Err(FieldProblem::Missing));
    }

    #[test]
    fn what_surrounds_an_address_does_not_matter() {
        for input in [
            "anna @b.example",
            "anna@ b .example ",
            "\u{202A}anna@b.example\u{202C}",
            "ａｎｎａ＠ｂ．ｅｘａｍｐｌｅ",
            "mailto:anna@b.example",
            "Anna Beispiel <anna@b.example>",
        ] {
            assert_eq!(text(Email::parse(input)), Ok("anna@b.example".to_owned()), "{input}");
        }
        assert_eq!(text(Email::parse("anna\u{2011}b@c.example")), Ok("anna-b@c.example".to_owned()));
    }

    proptest! {
        #![proptest_config(runs())]

        #[test]
        fn what_is_taken_is_taken_again(typed in typed()) {
            if let Ok(email) = Email::parse(&typed) {
                prop_assert_eq!(Email::parse(email.as_str()), Ok(email));
            }
        }

        #[test]
        fn decoration_does_not_matter(email in decorated("anna-b@c.example")) {
            prop_assert_eq!(text(Email::parse(&email)), Ok("anna-b@c.example".to_owned()));
        }
    }
}
