//! Which bytes of which documents were delivered.

use std::{collections::HashMap, ops::Range};

use sqlx::Row;

use super::{database::Store, error::Error, journey_id::JourneyId, keyring::Lookup};

/// A part of a document, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub bytes: Range<u64>,
    /// Whether the document ends where this part does.
    pub is_last: bool,
}

impl Store {
    /// Notes that a part of a document is on its way to the customer. Parts that begin at the same byte are one.
    pub async fn delivered(&self, journey: JourneyId, document: &str, part: &Part) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO deliveries (journey, document, begins, ends, is_last) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (journey, document, begins) DO UPDATE SET \
             ends = CASE WHEN excluded.ends > deliveries.ends THEN excluded.ends ELSE deliveries.ends END, \
             is_last = CASE WHEN excluded.is_last > deliveries.is_last THEN excluded.is_last ELSE deliveries.is_last END",
        )
        .bind(journey.0)
        .bind(self.document(document))
        .bind(i64::try_from(part.bytes.start).unwrap_or(i64::MAX))
        .bind(i64::try_from(part.bytes.end).unwrap_or(i64::MAX))
        .bind(i64::from(part.is_last))
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Whether the documents were delivered from their first byte to their last.
    pub async fn delivered_whole<'a>(
        &self,
        journey: JourneyId,
        documents: impl IntoIterator<Item = &'a str>,
    ) -> Result<bool, Error> {
        let rows = sqlx::query(
            "SELECT document, begins, ends, is_last FROM deliveries WHERE journey = $1 ORDER BY begins",
        )
        .bind(journey.0)
        .fetch_all(&self.pool)
        .await?;
        let mut parts: HashMap<String, Vec<Part>> = HashMap::new();
        for row in rows {
            let byte = |name| row.try_get::<i64, _>(name).map(|byte| u64::try_from(byte).unwrap_or_default());
            let part = Part {
                bytes: byte("begins")?..byte("ends")?,
                is_last: row.try_get::<i64, _>("is_last")? != 0,
            };
            parts.entry(row.try_get("document")?).or_default().push(part);
        }
        let is_whole = |document| parts.get(&self.document(document)).is_some_and(|parts| are_whole(parts));
        Ok(documents.into_iter().all(is_whole))
    }

    /// How a document is called in the database.
    fn document(&self, id: &str) -> String {
        hex::encode(self.ring.mac(Lookup::Document, id))
    }
}

/// Whether the parts, in the order in which they begin, leave no gap up to the document's end.
fn are_whole(parts: &[Part]) -> bool {
    let mut end = 0;
    for Part { bytes, is_last } in parts {
        if bytes.start > end {
            return false;
        }
        if *is_last {
            return true;
        }
        end = end.max(bytes.end);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(parts: &[(u64, u64, bool)], expected: bool) {
        let part =
            |(begins, ends, is_last): &(u64, u64, bool)| Part { bytes: *begins..*ends, is_last: *is_last };
        let parts: Vec<Part> = parts.iter().map(part).collect();
        assert_eq!(are_whole(&parts), expected, "{parts:?}");
    }

    #[test]
    fn parts_are_whole_without_a_gap_up_to_the_end() {
        check(&[], false);
        check(&[(0, 10, true)], true);
        check(&[(0, 10, false)], false);
        check(&[(0, 4, false), (4, 10, true)], true);
        check(&[(0, 6, false), (4, 10, true)], true);
        check(&[(0, 8, false), (2, 4, false), (8, 10, true)], true);
        check(&[(0, 4, false), (5, 10, true)], false);
        check(&[(4, 10, true)], false);
    }
}
