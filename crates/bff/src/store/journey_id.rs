//! Which journey.

use sqlx::{Row, any::AnyRow};

/// The key of a journey in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct JourneyId(pub(super) i64);

pub(super) fn id_of(row: AnyRow) -> Result<JourneyId, sqlx::Error> {
    Ok(JourneyId(row.try_get("id")?))
}
