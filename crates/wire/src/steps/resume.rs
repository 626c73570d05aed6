use chrono::NaiveDate;
use serde::Serialize;

use crate::{BirthDate, Field, draft::Parsed};

/// `POST /api/journey/resume`: the customer comes back after a while and shows that it is still them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct ResumeSubmission {
    pub birth_date: BirthDate,
}

#[derive(Clone, Default, PartialEq, Serialize, serde::Deserialize)]
#[serde(default)]
pub struct ResumeDraft {
    pub birth_date: String,
}

impl ResumeDraft {
    pub fn parse(&self, today: NaiveDate) -> Parsed<ResumeSubmission> {
        let birth_date = BirthDate::parse(&self.birth_date, today);
        let birth_date = birth_date.map_err(|problem| vec![Field::BirthDate.is(problem)])?;
        Ok(ResumeSubmission { birth_date })
    }
}
