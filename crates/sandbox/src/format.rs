//! How the API writes values.

use chrono::{DateTime, SecondsFormat, Utc};

/// RFC 3339 with milliseconds: `2022-08-11T08:38:21.000Z`.
pub fn timestamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// An IBAN in groups of four, as banks print it.
pub fn iban(electronic: &str) -> String {
    let places = electronic.chars().enumerate();
    places
        .flat_map(|(place, c)| (place > 0 && place % 4 == 0).then_some(' ').into_iter().chain([c]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_iban_is_printed_in_fours() {
        assert_eq!(iban("DE11110101010100000020"), "DE11 1101 0101 0100 0000 20");
    }
}
