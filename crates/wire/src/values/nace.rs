use serde::{Deserialize, Serialize};

use super::{crosses_as_string, tidy};
use crate::FieldProblem;

/// The line of business of a freelancer or self-employed person: a division of NACE Rev. 2 (Regulation (EC)
/// No 1893/2006, Annex I), section letter and two digits: `J 62`. A group or class (`J 62.01`) is taken too. `-` says that the
/// customer is not sure: the guide has a way for that ("Freelancer & Self-Employed Requirements").
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct NaceCode(String);

/// What is chosen by who does not know.
const UNSURE: &str = "-";

/// A section of NACE Rev. 2 and the numbers of its divisions.
pub struct NaceDivision {
    pub section: char,
    pub divisions: &'static [u8],
}

/// All 21 sections with their 88 divisions; the names stand in `locales/*/nace.ftl`.
pub const NACE_DIVISIONS: &[NaceDivision] = &[
    NaceDivision { section: 'A', divisions: &[1, 2, 3] },
    NaceDivision { section: 'B', divisions: &[5, 6, 7, 8, 9] },
    NaceDivision {
        section: 'C',
        divisions: &[
            10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33,
        ],
    },
    NaceDivision { section: 'D', divisions: &[35] },
    NaceDivision { section: 'E', divisions: &[36, 37, 38, 39] },
    NaceDivision { section: 'F', divisions: &[41, 42, 43] },
    NaceDivision { section: 'G', divisions: &[45, 46, 47] },
    NaceDivision { section: 'H', divisions: &[49, 50, 51, 52, 53] },
    NaceDivision { section: 'I', divisions: &[55, 56] },
    NaceDivision { section: 'J', divisions: &[58, 59, 60, 61, 62, 63] },
    NaceDivision { section: 'K', divisions: &[64, 65, 66] },
    NaceDivision { section: 'L', divisions: &[68] },
    NaceDivision { section: 'M', divisions: &[69, 70, 71, 72, 73, 74, 75] },
    NaceDivision { section: 'N', divisions: &[77, 78, 79, 80, 81, 82] },
    NaceDivision { section: 'O', divisions: &[84] },
    NaceDivision { section: 'P', divisions: &[85] },
    NaceDivision { section: 'Q', divisions: &[86, 87, 88] },
    NaceDivision { section: 'R', divisions: &[90, 91, 92, 93] },
    NaceDivision { section: 'S', divisions: &[94, 95, 96] },
    NaceDivision { section: 'T', divisions: &[97, 98] },
    NaceDivision { section: 'U', divisions: &[99] },
];

impl NaceCode {
    pub fn parse(input: &str) -> Result<NaceCode, FieldProblem> {
        let known = NACE_DIVISIONS.iter().flat_map(|section| {
            section.divisions.iter().map(|division| NaceCode::of(section.section, *division))
        });
        let typed = tidy::code(input);
        if typed == UNSURE {
            return Ok(NaceCode(typed));
        }
        // Chosen from a list: anything else is no choice at all. Groups and classes come from elsewhere.
        let (division, class) = typed.split_once('.').unwrap_or((&typed, "0"));
        let is_class = (1..=2).contains(&class.len()) && class.bytes().all(|b| b.is_ascii_digit());
        let is_known = known.into_iter().any(|code| code.0 == division) && is_class;
        if is_known { Ok(NaceCode(typed)) } else { Err(FieldProblem::Missing) }
    }

    /// The customer does not know it.
    pub fn unsure() -> NaceCode {
        NaceCode(UNSURE.to_owned())
    }

    pub fn is_unsure(&self) -> bool {
        self.0 == UNSURE
    }

    /// The Fluent id of its name: `nace-62`.
    pub fn id(&self) -> String {
        if self.is_unsure() {
            return "nace-unsure".to_owned();
        }
        format!("nace-{}", &self.0[2..4])
    }

    pub fn of(section: char, division: u8) -> NaceCode {
        NaceCode(format!("{section} {division:02}"))
    }
}

crosses_as_string!(NaceCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_divisions_of_rev_2_are_there() {
        assert_eq!(NACE_DIVISIONS.len(), 21);
        let divisions: Vec<u8> =
            NACE_DIVISIONS.iter().flat_map(|section| section.divisions).copied().collect();
        assert_eq!(divisions.len(), 88);
        assert!(divisions.is_sorted());
    }

    #[test]
    fn a_code_is_section_and_division() {
        assert_eq!(NaceCode::parse("J 62").unwrap().as_str(), "J 62");
        assert_eq!(NaceCode::parse("A 01").unwrap().as_str(), "A 01");
        assert_eq!(NaceCode::parse("A 62"), Err(FieldProblem::Missing));
        assert_eq!(NaceCode::parse(""), Err(FieldProblem::Missing));
    }

    #[test]
    fn a_finer_code_and_none_are_codes_too() {
        for (typed, id) in [("J 62.01", "nace-62"), ("J 62.0", "nace-62"), ("-", "nace-unsure")] {
            let code = NaceCode::parse(typed).unwrap();
            assert_eq!((code.as_str(), code.id().as_str()), (typed, id));
        }
        for wrong in ["J 62.", "J 62.001", "J 62.x", "A 62.01", "--"] {
            assert_eq!(NaceCode::parse(wrong), Err(FieldProblem::Missing), "{wrong}");
        }
    }
}
