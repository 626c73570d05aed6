use serde::{Deserialize, Serialize};

use super::crosses_as_string;
use crate::FieldProblem;

/// An e-mail address, as the HTML standard's `input type=email` accepts it, with a dot in the domain. Whether it is
/// the customer's own is not for a parser to say.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Email(String);

impl Email {
    pub fn parse(input: &str) -> Result<Email, FieldProblem> {
        let address = input.trim();
        if address.is_empty() {
            return Err(FieldProblem::Missing);
        }
        let well_formed = address.len() <= 254
            && address
                .split_once('@')
                .is_some_and(|(local, domain)| is_local_part(local) && is_domain(domain));
        match well_formed {
            true => Ok(Email(address.to_owned())),
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
    use super::*;
    use crate::values::text;

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
        ] {
            assert_eq!(Email::parse(bad), Err(FieldProblem::Invalid), "{bad}");
        }
        assert_eq!(Email::parse(" "), Err(FieldProblem::Missing));
    }
}
