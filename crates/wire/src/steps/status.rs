use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::{
    Country, Editable, Field, FieldProblem, NaceCode,
    draft::{Parsed, ticked},
    field::Mistakes,
};

/// Occupation and tax.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
pub struct StatusStage {
    pub answers: Option<StatusDraft>,
    pub editable: Editable,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Status {
    pub employment_status: EmploymentStatus,
    /// Only for FREELANCER and SELF_EMPLOYED.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nace_code: Option<NaceCode>,
    pub tax_assessment_country: Country,
    pub fatca_relevant: bool,
    #[serde(with = "crate::json::time")]
    pub own_economic_interest_signed_at: DateTime<Utc>,
    #[serde(with = "crate::json::time")]
    pub fatca_crs_confirmed_at: DateTime<Utc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EmploymentStatus {
    Employed,
    Unemployed,
    PublicSectorEmployee,
    ProfessionalSoldier,
    Freelancer,
    Housework,
    Apprentice,
    Management,
    Retired,
    Student,
    SelfEmployed,
    MilitaryOrCommunityService,
}

impl EmploymentStatus {
    /// In the order in which they are offered: the most frequent first.
    pub const ALL: [EmploymentStatus; 12] = [
        EmploymentStatus::Employed,
        EmploymentStatus::PublicSectorEmployee,
        EmploymentStatus::Management,
        EmploymentStatus::Freelancer,
        EmploymentStatus::SelfEmployed,
        EmploymentStatus::Student,
        EmploymentStatus::Apprentice,
        EmploymentStatus::Retired,
        EmploymentStatus::Housework,
        EmploymentStatus::Unemployed,
        EmploymentStatus::ProfessionalSoldier,
        EmploymentStatus::MilitaryOrCommunityService,
    ];

    /// The API's code, `PUBLIC_SECTOR_EMPLOYEE`.
    pub fn code(self) -> &'static str {
        match self {
            EmploymentStatus::Employed => "EMPLOYED",
            EmploymentStatus::Unemployed => "UNEMPLOYED",
            EmploymentStatus::PublicSectorEmployee => "PUBLIC_SECTOR_EMPLOYEE",
            EmploymentStatus::ProfessionalSoldier => "PROFESSIONAL_SOLDIER",
            EmploymentStatus::Freelancer => "FREELANCER",
            EmploymentStatus::Housework => "HOUSEWORK",
            EmploymentStatus::Apprentice => "APPRENTICE",
            EmploymentStatus::Management => "MANAGEMENT",
            EmploymentStatus::Retired => "RETIRED",
            EmploymentStatus::Student => "STUDENT",
            EmploymentStatus::SelfEmployed => "SELF_EMPLOYED",
            EmploymentStatus::MilitaryOrCommunityService => "MILITARY_OR_COMMUNITY_SERVICE",
        }
    }

    /// The Fluent id of its name: `employment-status-public-sector-employee`.
    pub fn id(self) -> String {
        format!("employment-status-{}", self.code().to_ascii_lowercase().replace('_', "-"))
    }

    pub fn parse(input: &str) -> Result<EmploymentStatus, FieldProblem> {
        EmploymentStatus::ALL.into_iter().find(|known| known.code() == input).ok_or(FieldProblem::Missing)
    }

    /// Whether Solaris wants the line of business too (the guide, "Freelancer & Self-Employed Requirements").
    pub fn needs_nace_code(self) -> bool {
        matches!(self, EmploymentStatus::Freelancer | EmploymentStatus::SelfEmployed)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, serde::Deserialize)]
#[serde(default)]
pub struct StatusDraft {
    pub employment_status: String,
    pub nace_code: String,
    /// Asked for separately, never defaulted to the country of residence.
    pub tax_assessment_country: String,
    pub fatca_relevant: Option<bool>,
    #[serde(default, with = "crate::json::maybe_time")]
    pub own_economic_interest_signed_at: Option<DateTime<Utc>>,
    #[serde(default, with = "crate::json::maybe_time")]
    pub fatca_crs_confirmed_at: Option<DateTime<Utc>>,
}

impl StatusDraft {
    pub fn parse(&self) -> Parsed<Status> {
        let mut mistakes = Mistakes::default();
        let employment_status = EmploymentStatus::parse(&self.employment_status);
        let nace_code = match employment_status {
            Ok(status) if status.needs_nace_code() => NaceCode::parse(&self.nace_code).map(Some),
            _ => Ok(None),
        };
        let employment_status = mistakes.check(Field::EmploymentStatus, employment_status);
        let nace_code = mistakes.check(Field::NaceCode, nace_code);
        let tax_country =
            mistakes.check(Field::TaxAssessmentCountry, Country::parse(&self.tax_assessment_country));
        let fatca_relevant =
            mistakes.check(Field::FatcaRelevant, self.fatca_relevant.ok_or(FieldProblem::Missing));
        let own_interest =
            mistakes.check(Field::OwnEconomicInterest, ticked(self.own_economic_interest_signed_at));
        let fatca_crs = mistakes.check(Field::FatcaCrs, ticked(self.fatca_crs_confirmed_at));
        (|| {
            Some(Status {
                employment_status: employment_status?,
                nace_code: nace_code?,
                tax_assessment_country: tax_country?,
                fatca_relevant: fatca_relevant?,
                own_economic_interest_signed_at: own_interest?,
                fatca_crs_confirmed_at: fatca_crs?,
            })
        })()
        .ok_or_else(|| mistakes.into_errors())
    }
}

impl From<Status> for StatusDraft {
    fn from(status: Status) -> StatusDraft {
        StatusDraft {
            employment_status: status.employment_status.code().to_owned(),
            nace_code: status.nace_code.map(String::from).unwrap_or_default(),
            tax_assessment_country: status.tax_assessment_country.into(),
            fatca_relevant: Some(status.fatca_relevant),
            own_economic_interest_signed_at: Some(status.own_economic_interest_signed_at),
            fatca_crs_confirmed_at: Some(status.fatca_crs_confirmed_at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(employment_status: &str, nace_code: &str) -> StatusDraft {
        StatusDraft {
            employment_status: employment_status.into(),
            nace_code: nace_code.into(),
            tax_assessment_country: "DE".into(),
            fatca_relevant: Some(false),
            own_economic_interest_signed_at: Some(DateTime::UNIX_EPOCH),
            fatca_crs_confirmed_at: Some(DateTime::UNIX_EPOCH),
        }
    }

    #[test]
    fn every_status_crosses_by_its_code() {
        for status in EmploymentStatus::ALL {
            assert_eq!(serde_json::to_string(&status).unwrap(), format!("\"{}\"", status.code()));
        }
    }

    #[test]
    fn only_who_works_for_themselves_names_the_line_of_business() {
        assert_eq!(draft("EMPLOYED", "J 62").parse().unwrap().nace_code, None);
        assert!(draft("FREELANCER", "J 62").parse().unwrap().nace_code.is_some());
        let missing = vec![Field::NaceCode.is(FieldProblem::Missing)];
        assert_eq!(draft("SELF_EMPLOYED", "").parse().unwrap_err(), missing);
    }

    #[test]
    fn nothing_is_assumed() {
        assert_eq!(StatusDraft::default().parse().unwrap_err().len(), 5);
    }
}
