-- Evidence of consents (docs/decisions/0012-evidence-of-consents.md). The chain says nothing about a person and stays for ever.
CREATE TABLE evidence (
    sequence  INTEGER PRIMARY KEY,
    day       TEXT NOT NULL,                   -- YYYY-MM-DD, UTC
    content   BLOB NOT NULL,                   -- SHA-256 of salt and consent
    erases    TEXT NOT NULL,                   -- a JSON list of sequences; [] for a consent
    previous  BLOB NOT NULL,                   -- the hash of the entry before
    signature BLOB NOT NULL                    -- Ed25519
) STRICT;
CREATE TRIGGER evidence_is_not_changed BEFORE UPDATE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;
CREATE TRIGGER evidence_is_not_removed BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is never removed'); END;

-- The newest entry: who adds one takes this row first.
CREATE TABLE evidence_head (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    sequence INTEGER NOT NULL,
    hash     BLOB NOT NULL
) STRICT;
INSERT INTO evidence_head (only_one, sequence, hash) VALUES (1, 0, zeroblob(32));

-- What the entries are about: salt and consent, sealed with the journey's key. An erasure removes it, and adds an entry that says so;
-- a journey that has evidence cannot be deleted without that.
CREATE TABLE evidence_records (
    sequence INTEGER PRIMARY KEY REFERENCES evidence (sequence),
    journey  INTEGER NOT NULL REFERENCES journeys (id),
    sealed   BLOB NOT NULL
) STRICT;
CREATE INDEX evidence_records_journey ON evidence_records (journey);
