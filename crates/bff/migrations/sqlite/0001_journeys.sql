-- One row per journey. What a query looks for stands in columns, everything else in `application` (JSON).
CREATE TABLE journeys (
    id                INTEGER PRIMARY KEY,
    session_hash      BLOB    NOT NULL UNIQUE, -- SHA-256 of the session token; the token itself is nowhere
    version           INTEGER NOT NULL,        -- counts up with every save: guards against a second process
    person_id         TEXT,
    identification_id TEXT,
    application       TEXT    NOT NULL
) STRICT;

CREATE INDEX journeys_person ON journeys (person_id);
CREATE INDEX journeys_identification ON journeys (identification_id);

-- Webhooks are stored before they are answered and worked on afterwards; the same id twice is one event.
CREATE TABLE webhooks (
    id         TEXT    PRIMARY KEY,
    event_type TEXT    NOT NULL,
    entity_id  TEXT    NOT NULL,
    worked     INTEGER NOT NULL DEFAULT 0
) STRICT;
