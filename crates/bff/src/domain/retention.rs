//! How long what is known about customers is kept.

use chrono::{DateTime, TimeDelta, Utc};

use super::{application::Application, partner_journey::Outcome};

/// As what a journey is kept. The database has it in plain, so that a sweep finds what is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It goes on, or its customer has stayed away.
    Unfinished,
    Successful,
    /// The customer could not be identified this way, or goes on with video identification.
    Rejected,
    /// Nothing personal is left, only the fact that the journey has ended.
    Erased,
}

impl Kept {
    pub const ALL: [Kept; 4] = [Kept::Unfinished, Kept::Successful, Kept::Rejected, Kept::Erased];

    /// In the database and in metrics.
    pub fn name(self) -> &'static str {
        match self {
            Kept::Unfinished => "unfinished",
            Kept::Successful => "successful",
            Kept::Rejected => "rejected",
            Kept::Erased => "erased",
        }
    }

    /// As what this one is kept.
    pub fn of(application: &Application, now: DateTime<Utc>) -> Kept {
        match application.outcome(now) {
            Some(Outcome::Successful) => Kept::Successful,
            Some(Outcome::Rejected | Outcome::VideoIdentification) => Kept::Rejected,
            Some(Outcome::Erased) => Kept::Erased,
            Some(Outcome::Expired) | None => Kept::Unfinished,
        }
    }
}

/// How long each is kept after its last change. Then it is erased; what is erased already is removed.
#[derive(Clone, Copy, Debug)]
pub struct Retention {
    pub unfinished: TimeDelta,
    pub successful: TimeDelta,
    pub rejected: TimeDelta,
    pub erased: TimeDelta,
    /// Solaris' webhooks, after they were accepted: their ids, so that none is processed twice.
    pub webhooks: TimeDelta,
}

/// No longer than the purpose takes (GDPR, Article 5 (1) (e)): what a bank has to keep for years is at Solaris.
impl Default for Retention {
    fn default() -> Retention {
        Retention {
            unfinished: TimeDelta::days(14),
            successful: TimeDelta::days(30),
            rejected: TimeDelta::days(30),
            erased: TimeDelta::days(365),
            webhooks: TimeDelta::days(30),
        }
    }
}

impl Retention {
    pub fn of(&self, kept: Kept) -> TimeDelta {
        match kept {
            Kept::Unfinished => self.unfinished,
            Kept::Successful => self.successful,
            Kept::Rejected => self.rejected,
            Kept::Erased => self.erased,
        }
    }
}
