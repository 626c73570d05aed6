//! Which journey.

use sqlx::{Row, any::AnyRow};

/// The key of a journey in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct JourneyId(pub(super) i64);

#[cfg(test)]
impl JourneyId {
    /// One of no database.
    pub fn sample(number: i64) -> JourneyId {
        JourneyId(number)
    }
}

pub(super) fn id_of(row: AnyRow) -> Result<JourneyId, sqlx::Error> {
    Ok(JourneyId(row.try_get("id")?))
}
