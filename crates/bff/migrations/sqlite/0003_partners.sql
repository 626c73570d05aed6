-- A partner begins journeys before their customer has a browser: until then they have a start token and no session.
CREATE TABLE journeys_of_partners (
    id                INTEGER PRIMARY KEY,
    session_hash      BLOB    UNIQUE,          -- SHA-256 of the session token; the token itself is nowhere
    start_hash        BLOB    UNIQUE,          -- SHA-256 of the start token
    start_by          INTEGER,                 -- until when it is valid, seconds since 1970
    partner           TEXT,                    -- the partner's id in the configuration
    public_id         TEXT    UNIQUE,          -- the journey's id for its partner
    announced         TEXT,                    -- the news that the partner was told last
    version           INTEGER NOT NULL,        -- counts up with every save: guards against a second process
    person_id         TEXT,
    identification_id TEXT,
    application       TEXT    NOT NULL
) STRICT;

INSERT INTO journeys_of_partners (id, session_hash, version, person_id, identification_id, application)
SELECT id, session_hash, version, person_id, identification_id, application FROM journeys;
DROP TABLE journeys;
ALTER TABLE journeys_of_partners RENAME TO journeys;

CREATE INDEX journeys_person ON journeys (person_id);
CREATE INDEX journeys_identification ON journeys (identification_id);

-- What partners are to be told: written with what it is about, sent afterwards, sent again until it was taken.
CREATE TABLE partner_webhooks (
    id         TEXT    PRIMARY KEY,            -- `webhook-id`: the same for every try
    partner    TEXT    NOT NULL,
    body       TEXT    NOT NULL,
    tries      INTEGER NOT NULL DEFAULT 0,
    next_at    INTEGER NOT NULL                -- milliseconds since 1970
) STRICT;

CREATE INDEX partner_webhooks_next ON partner_webhooks (next_at);
