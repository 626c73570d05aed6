//! Evidence of consents: a chain that is only added to, and what its entries are about, sealed with the keys of the journeys.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, Row, any::AnyRow};

use super::{database::Store, error::Error, journey_id::JourneyId, keyring::Keyring, keys::own_key};
use crate::{
    domain::evidence::{
        Consent, Entry, Fault, Hash, Head, Hex, Record, SignedEvidence, Statement, content_of_erasure,
    },
    vault::{DataKey, PublicKey, SigningKey},
};

/// How many entries are read at once.
const AT_ONCE: i64 = 500;

/// A consent as it is sealed.
#[derive(Serialize, Deserialize)]
struct Kept {
    consent: Consent,
    salt: Hash,
}

/// A chain without a fault.
#[derive(Debug, PartialEq)]
pub struct Verified {
    pub head: Head,
    /// Consents that were erased with their journeys.
    pub erased: usize,
    /// Consents that can be read.
    pub kept: usize,
}

fn sealed_as(sequence: i64) -> String {
    format!("evidence {sequence}")
}

/// Adds the consents of a journey to the chain.
pub(super) async fn add_consents(
    connection: &mut AnyConnection,
    (ring, key): (&Keyring, &DataKey),
    journey: JourneyId,
    consents: &[Consent],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    for consent in consents {
        let salt = Hex(ring.random());
        let entry = add(connection, ring, consent.content(&salt), &[], now).await?;
        let sequence = entry.statement.sequence;
        let kept = Kept { consent: consent.clone(), salt };
        let kept = serde_json::to_vec(&kept).map_err(Error::Json)?;
        sqlx::query("INSERT INTO evidence_records (sequence, journey, sealed) VALUES ($1, $2, $3)")
            .bind(sequence)
            .bind(journey.0)
            .bind(ring.seal_with(key, &sealed_as(sequence), kept)?)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Removes what the entries of a journey are about. The chain says which they were.
pub(super) async fn erase(
    connection: &mut AnyConnection,
    ring: &Keyring,
    journey: JourneyId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let query = "SELECT sequence FROM evidence_records WHERE journey = $1 ORDER BY sequence";
    let erases: Vec<i64> = sqlx::query_scalar(query).bind(journey.0).fetch_all(&mut *connection).await?;
    if !erases.is_empty() {
        add(connection, ring, content_of_erasure(&erases), &erases, now).await?;
        let query = sqlx::query("DELETE FROM evidence_records WHERE journey = $1").bind(journey.0);
        query.execute(connection).await?;
    }
    Ok(())
}

/// Adds an entry. Whoever else adds one waits for the head until this transaction has ended.
async fn add(
    connection: &mut AnyConnection,
    ring: &Keyring,
    content: Hash,
    erases: &[i64],
    now: DateTime<Utc>,
) -> Result<Entry, Error> {
    let query =
        "UPDATE evidence_head SET sequence = sequence + 1 WHERE only_one = 1 RETURNING sequence - 1, hash";
    let mut head = head_in(&sqlx::query(query).fetch_one(&mut *connection).await?)?;
    let key = signing_key(connection, ring).await?;
    let entry = head.add(content, erases.to_vec(), now.date_naive(), &key);
    let Entry { signature, statement } = &entry;
    sqlx::query(
        "INSERT INTO evidence (sequence, day, content, erases, previous, signature) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(statement.sequence)
    .bind(statement.day.to_string())
    .bind(&statement.content.0[..])
    .bind(serde_json::to_string(erases).map_err(Error::Json)?)
    .bind(&statement.previous.0[..])
    .bind(&signature.0[..])
    .execute(&mut *connection)
    .await?;
    let query = sqlx::query("UPDATE evidence_head SET hash = $1 WHERE only_one = 1").bind(&head.hash.0[..]);
    query.execute(connection).await?;
    Ok(entry)
}

/// What signs the chain; made when it is needed first.
async fn signing_key(connection: &mut AnyConnection, ring: &Keyring) -> Result<SigningKey, Error> {
    Ok(SigningKey::of(&own_key(connection, ring, "evidence", ring.random()).await?))
}

impl Store {
    /// What the signatures of the chain are checked with.
    ///
    /// # Errors
    /// If the database cannot be used.
    pub async fn evidence_key(&self) -> Result<PublicKey, Error> {
        Ok(signing_key(&mut *self.pool.acquire().await?, &self.ring).await?.public())
    }

    /// The consents of a journey; `None` if there are none.
    ///
    /// # Errors
    /// If the database cannot be used, or a record is not what was signed.
    pub async fn evidence(&self, id: JourneyId, now: DateTime<Utc>) -> Result<Option<SignedEvidence>, Error> {
        // One connection for all: who held one and waited for another could wait for ever.
        let mut transaction = self.pool.begin().await?;
        let query = "SELECT evidence.*, sealed, evidence_records.journey, master_key, wrapped FROM evidence \
             JOIN evidence_records ON evidence_records.sequence = evidence.sequence \
             JOIN journey_keys ON journey_keys.journey = evidence_records.journey \
             WHERE evidence_records.journey = $1 ORDER BY evidence.sequence";
        let rows = sqlx::query(query).bind(id.0).fetch_all(&mut *transaction).await?;
        let mut records = Vec::new();
        for row in rows {
            let entry = entry_in(&row)??;
            records.extend(self.record_in(row, &entry)?);
        }
        if records.is_empty() {
            return Ok(None);
        }
        let key = signing_key(&mut transaction, &self.ring).await?;
        // What is wrong is not signed again.
        records.iter().try_for_each(|record| record.verify(key.public()))?;
        let head = head(&mut transaction).await?;
        transaction.commit().await?;
        Ok(Some(SignedEvidence::new(records, head, now, &key)))
    }

    /// The journey whose consent has this place in the chain.
    ///
    /// # Errors
    /// If the database cannot be used.
    pub async fn of_evidence(&self, sequence: i64) -> Result<Option<JourneyId>, Error> {
        let query = sqlx::query_scalar("SELECT journey FROM evidence_records WHERE sequence = $1");
        let journey: Option<i64> = query.bind(sequence).fetch_optional(&self.pool).await?;
        Ok(journey.map(JourneyId))
    }

    /// Walks the whole chain: every entry is as it was signed, in its place, and about what it was made for. `known` is a head that
    /// was written down before.
    ///
    /// # Errors
    /// The first fault, or why the database cannot be used.
    pub async fn verify_evidence(&self, known: Option<Head>) -> Result<Verified, Error> {
        let key = self.evidence_key().await?;
        let mut walked = Head::NONE;
        let mut kept = 0;
        let (mut missing, mut erased) = (BTreeSet::new(), BTreeSet::new());
        let mut after = i64::MIN;
        loop {
            let query = "SELECT evidence.*, sealed, evidence_records.journey, master_key, wrapped FROM evidence \
                 LEFT JOIN evidence_records ON evidence_records.sequence = evidence.sequence \
                 LEFT JOIN journey_keys ON journey_keys.journey = evidence_records.journey \
                 WHERE evidence.sequence > $1 ORDER BY evidence.sequence LIMIT $2";
            let rows = sqlx::query(query).bind(after).bind(AT_ONCE).fetch_all(&self.pool).await?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                let entry = entry_in(&row)??;
                let statement = &entry.statement;
                walked.follow(&entry, key)?;
                if known.is_some_and(|known| known.sequence == walked.sequence && known != walked) {
                    return Err(Fault::Changed(walked.sequence).into());
                }
                after = statement.sequence;
                let is_consent = statement.erases.is_empty();
                erased.extend(&statement.erases);
                match (self.record_in(row, &entry)?, is_consent) {
                    (Some(record), true) => {
                        record.verify(key)?;
                        kept += 1;
                    }
                    (None, true) => drop(missing.insert(after)),
                    (_, false) => {}
                }
            }
        }
        if let Some(first) = missing.difference(&erased).next() {
            return Err(Fault::Missing(*first).into());
        }
        let head = head(&mut *self.pool.acquire().await?).await?;
        let expected = known.map_or(head.sequence, |known| known.sequence.max(head.sequence));
        if walked.sequence < expected {
            return Err(Fault::Missing(walked.sequence + 1).into());
        }
        // A running server may have added to it meanwhile.
        if walked.sequence == head.sequence && walked != head {
            return Err(Fault::Changed(walked.sequence).into());
        }
        Ok(Verified { head: walked, erased: missing.len(), kept })
    }

    /// What an entry is about, from a row with the record and the key of its journey; `None` if it is gone.
    fn record_in(&self, row: AnyRow, entry: &Entry) -> Result<Option<Record>, Error> {
        let sequence = entry.statement.sequence;
        let sealed: Option<Vec<u8>> = row.try_get("sealed")?;
        let Some(sealed) = sealed else { return Ok(None) };
        let journey = JourneyId(row.try_get("journey")?);
        let key = self.ring.key_in(row, journey).map_err(|_| Fault::ContentChanged(sequence))?;
        let Kept { consent, salt } =
            opened(&key, sequence, &sealed).map_err(|_| Fault::ContentChanged(sequence))?;
        Ok(Some(Record { consent, entry: entry.clone(), salt }))
    }
}

async fn head(connection: &mut AnyConnection) -> Result<Head, Error> {
    let query = sqlx::query("SELECT sequence, hash FROM evidence_head WHERE only_one = 1");
    Ok(head_in(&query.fetch_one(connection).await?)?)
}

fn opened(key: &DataKey, sequence: i64, sealed: &[u8]) -> Result<Kept, Error> {
    serde_json::from_slice(&key.open(&sealed_as(sequence), sealed)?).map_err(Error::Json)
}

fn head_in(row: &AnyRow) -> Result<Head, sqlx::Error> {
    Ok(Head { hash: Hex(bytes(row.try_get(1)?).unwrap_or_default()), sequence: row.try_get(0)? })
}

/// The entry of a row. What no entry of ours has is a fault.
fn entry_in(row: &AnyRow) -> Result<Result<Entry, Fault>, sqlx::Error> {
    let sequence = row.try_get("sequence")?;
    let day: String = row.try_get("day")?;
    let erases: String = row.try_get("erases")?;
    let [content, previous, signature]: [Vec<u8>; 3] =
        [row.try_get("content")?, row.try_get("previous")?, row.try_get("signature")?];
    let read = || {
        let statement = Statement {
            content: Hex(bytes(content)?),
            day: day.parse::<NaiveDate>().ok()?,
            erases: serde_json::from_str(&erases).ok()?,
            previous: Hex(bytes(previous)?),
            sequence,
        };
        Some(Entry { signature: Hex(bytes(signature)?), statement })
    };
    Ok(read().ok_or(Fault::Changed(sequence)))
}

fn bytes<const N: usize>(bytes: Vec<u8>) -> Option<[u8; N]> {
    bytes.try_into().ok()
}
