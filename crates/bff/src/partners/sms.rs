//! Where a partner's SMS go, and how many.

use super::{entries::Entry, mistakes::Mistakes};

/// The countries of the European Union and the European Economic Area, Switzerland and the United Kingdom (ISO 3166-1).
pub const COUNTRIES: [&str; 32] = [
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE",
    "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// In an hour, unless the configuration says otherwise.
const PER_HOUR: u32 = 200;

/// The countries that are served.
pub fn countries(mistakes: &mut Mistakes<'_>, key: &str, entry: &Entry) -> Vec<String> {
    let Some(countries) = &entry.sms_countries else { return COUNTRIES.map(str::to_owned).to_vec() };
    if countries.get_ref().is_empty() {
        mistakes.complain(key, countries, "without a country nobody gets a code");
    }
    for country in countries.get_ref().iter().filter(|country| !is_country(country.get_ref())) {
        mistakes.complain(key, country, "a country is its code of two letters, such as \"DE\" (ISO 3166-1)");
    }
    countries.get_ref().iter().map(|country| country.get_ref().clone()).collect()
}

/// How many may be sent in an hour.
pub fn per_hour(mistakes: &mut Mistakes<'_>, key: &str, entry: &Entry) -> u32 {
    let Some(given) = &entry.sms_per_hour else { return PER_HOUR };
    if *given.get_ref() == 0 {
        mistakes.complain(key, given, "at least one");
    }
    *given.get_ref()
}

/// Whether this is the code of a country that has telephone numbers.
fn is_country(code: &str) -> bool {
    code.bytes().all(|b| b.is_ascii_uppercase()) && code.parse::<phonenumber::country::Id>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_written_as_the_standard_says() {
        assert!(COUNTRIES.into_iter().all(is_country));
        for wrong in ["EU", "de", "DEU", ""] {
            assert!(!is_country(wrong), "{wrong}");
        }
    }
}
