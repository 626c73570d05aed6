//! Which countries have postal codes (libaddressinput's address data; `crates/bff/data/postal_codes.tsv` has the codes' forms).

use super::Country;

/// Whether an address in a country has a postal code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostalCodes {
    /// The country has none.
    Absent,
    /// Addresses do without one.
    Optional,
    Required,
}

const ABSENT: &str = "AE AG AO AQ AW BF BI BJ BO BQ BS BV BW BZ CD CF CG CI CK CM CW DJ DM ER FJ GA GD GH GM GQ GY HK JM KI KM KN LC \
    LY ML MO MR MS MW NR NU PA PS QA RW SB SC SL SR SS ST SX SY TD TF TG TK TL TO TT TV UG VU WS YE ZW";

const OPTIONAL: &str = "AD AF AI AL AM AR AZ BA BB BD BG BH BM BN BT BY CC CL CO CR CU CV CX CY DO DZ EC EG EH ET FO GE GI GN GT GW HM \
    HN HR HT ID IE IL IQ IR IS JO KE KG KH KP KW KY KZ LA LB LK LR LS MA MC MD ME MG MK MM MN MT MU MV MZ NA NE NF \
    NG NI NP OM PE PG PH PK PY RS SA SD SI SN SO SV SZ TH TJ TM TN TZ UM UY UZ VA VC VE VG VN XK ZM";

impl PostalCodes {
    pub fn of(country: &Country) -> PostalCodes {
        let among = |codes: &str| codes.split(' ').any(|code| code == country.as_str());
        match () {
            () if among(ABSENT) => PostalCodes::Absent,
            () if among(OPTIONAL) => PostalCodes::Optional,
            () => PostalCodes::Required,
        }
    }
}
