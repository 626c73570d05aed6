use serde::{Deserialize, Serialize};

use super::{crosses_as_string, tidy};
use crate::FieldProblem;

/// A country, ISO 3166-1 alpha-2, and Kosovo by the code that is used for it (`crate::stuck`). Its name comes from the platform (`Intl.DisplayNames`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Country(String);

/// ISO 3166-1 alpha-2, all officially assigned codes and the user-assigned XK, in one string of two-letter words.
const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY \
    BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD \
    GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN \
    KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE \
    NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM \
    SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT \
    ZA ZM ZW";

impl Country {
    pub fn parse(input: &str) -> Result<Country, FieldProblem> {
        let code = tidy::code(input).to_ascii_uppercase();
        match Country::codes().any(|known| known == code) {
            true => Ok(Country(code)),
            // Chosen from a list: anything else is no choice at all.
            false => Err(FieldProblem::Missing),
        }
    }

    /// All codes, in the order of the alphabet.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        CODES.split_whitespace()
    }

    pub fn is_germany(&self) -> bool {
        self.0 == "DE"
    }
}

crosses_as_string!(Country);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_assigned_codes_are_there_once() {
        let codes: Vec<_> = Country::codes().collect();
        assert_eq!(codes.len(), 250);
        assert!(codes.is_sorted());
        assert!(codes.iter().all(|code| Country::parse(code).is_ok()));
    }

    #[test]
    fn an_unknown_code_is_no_choice() {
        assert_eq!(Country::parse("XX"), Err(FieldProblem::Missing));
        assert_eq!(Country::parse(""), Err(FieldProblem::Missing));
    }
}
