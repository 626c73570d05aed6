//! The forms of postal codes by country.

use bankident_wire::{Country, Field, FieldError, FieldProblem, PostalAddress, PostalCodes};
use regex::Regex;

/// Country, whether an address has a postal code, the form of the code, an example; see the file for its source.
const TABLE: &str = include_str!("../../data/postal_codes.tsv");

/// Refuses a code that the country cannot have. Where addresses do without codes, none is refused: what is written there has no
/// form that everybody keeps to.
///
/// # Errors
/// `Invalid` for the postal code.
pub fn fits(address: &PostalAddress) -> Result<(), Vec<FieldError>> {
    let Some(code) = &address.postal_code else { return Ok(()) };
    let judged = PostalCodes::of(&address.country) == PostalCodes::Required;
    match judged && !has_form(code.as_str(), &address.country) {
        true => Err(vec![Field::AddressPostalCode.is(FieldProblem::Invalid)]),
        false => Ok(()),
    }
}

/// Blanks and hyphens are written or left out, and so is the country in front: `LV-1073`, `A-1010`.
fn has_form(code: &str, country: &Country) -> bool {
    let Some([_, _, form, _]) = rows().find(|row| row[0] == country.as_str()) else { return true };
    let Ok(form) = Regex::new(&format!("^(?:{form})$")) else { return true };
    let bare: String = code.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let behind_country = code.split_once('-').filter(|(before, _)| before.len() <= 2).map(|(_, code)| code);
    let with_country = format!("{}-{bare}", country.as_str());
    // Where the form has one hyphen or blank, it may stand at any place of the bare code.
    let joined = (1..bare.len()).flat_map(|place| {
        let (front, back) = bare.split_at(place);
        [format!("{front}-{back}"), format!("{front} {back}")]
    });
    let ways = [Some(code), behind_country, Some(&bare), Some(&with_country)];
    ways.into_iter().flatten().any(|way| form.is_match(way))
        || joined.into_iter().any(|way| form.is_match(&way))
}

fn rows() -> impl Iterator<Item = [&'static str; 4]> {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| row.split('\t').collect::<Vec<_>>().try_into().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn country(code: &str) -> Country {
        Country::parse(code).unwrap()
    }

    #[test]
    fn every_country_has_its_row_and_its_example_fits() {
        let rows: Vec<_> = rows().collect();
        let known: Vec<&str> = rows.iter().map(|[code, ..]| *code).collect();
        assert_eq!(known, Country::codes().collect::<Vec<_>>());
        for [code, kind, form, example] in rows {
            let expected = match kind {
                "absent" => PostalCodes::Absent,
                "optional" => PostalCodes::Optional,
                _ => PostalCodes::Required,
            };
            assert_eq!(PostalCodes::of(&country(code)), expected, "{code}");
            assert!(Regex::new(form).is_ok(), "{code}");
            assert!(has_form(example, &country(code)), "{code} {example}");
        }
    }

    #[test]
    fn a_code_fits_its_country() {
        for (of, code, expected) in [
            ("DE", "14169", true),
            ("DE", "D-14169", true),
            ("AT", "1010", true),
            ("AT", "14169", false),
            ("CH", "8001", true),
            ("CH", "CH-8001", true),
            ("NL", "1234AB", true),
            ("NL", "1234 AB", true),
            ("NL", "1234", false),
            ("GB", "SW1A 1AA", true),
            ("GB", "SW1A1AA", true),
            ("GB", "12345", false),
            ("PL", "00-950", true),
            ("PL", "00950", true),
            ("PT", "2725079", true),
            ("LV", "1073", true),
            ("LV", "LV1073", true),
            ("SE", "114 55", true),
            ("FR", "75001", true),
            ("FR", "7500", false),
            ("US", "95014", true),
            ("US", "95014-1234", true),
        ] {
            assert_eq!(has_form(code, &country(of)), expected, "{of} {code}");
        }
    }
}
