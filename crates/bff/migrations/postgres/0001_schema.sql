-- The tables as SQLite has them after its migration 23; the comments stand there (migrations/sqlite/). Numbers of times are as in
-- SQLite, so that both databases answer the same statements.
CREATE TABLE journeys (
    id                 BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    session_hash       BYTEA UNIQUE,
    start_hash         BYTEA UNIQUE,
    start_by           BIGINT,
    partner            TEXT,
    public_id          TEXT UNIQUE,
    last_event         TEXT,
    version            BIGINT NOT NULL,
    sealed             BYTEA,
    person_mac         BYTEA,
    identification_mac BYTEA,
    reference_mac      BYTEA,
    kept               TEXT   NOT NULL DEFAULT 'unfinished',
    changed_at         BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX journeys_kept ON journeys (kept, changed_at);
CREATE INDEX journeys_person_mac ON journeys (person_mac) WHERE person_mac IS NOT NULL;
CREATE INDEX journeys_identification_mac ON journeys (identification_mac) WHERE identification_mac IS NOT NULL;
CREATE INDEX journeys_reference_mac ON journeys (reference_mac) WHERE reference_mac IS NOT NULL;
CREATE INDEX journeys_unstarted ON journeys (start_by) WHERE session_hash IS NULL AND last_event IS NULL;

CREATE TABLE database_key (
    only_one   BIGINT PRIMARY KEY CHECK (only_one = 1),
    master_key TEXT NOT NULL,
    wrapped    BYTEA NOT NULL
);

CREATE TABLE journey_keys (
    journey    BIGINT PRIMARY KEY REFERENCES journeys (id) ON DELETE CASCADE,
    master_key TEXT NOT NULL,
    wrapped    BYTEA NOT NULL
);
CREATE INDEX journey_keys_master ON journey_keys (master_key);

CREATE TABLE support_references (
    reference_mac BYTEA  NOT NULL,
    journey       BIGINT NOT NULL REFERENCES journeys (id) ON DELETE CASCADE,
    PRIMARY KEY (reference_mac, journey)
);
CREATE INDEX support_references_journey ON support_references (journey);

CREATE TABLE webhooks (
    position      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id            TEXT   NOT NULL UNIQUE,
    event_type    TEXT   NOT NULL,
    worked        BIGINT NOT NULL DEFAULT 0,
    sealed_entity BYTEA,
    accepted_at   BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX webhooks_accepted ON webhooks (accepted_at);
CREATE INDEX webhooks_unprocessed ON webhooks (position) WHERE worked = 0;

CREATE TABLE webhook_secrets (
    subscription_id TEXT PRIMARY KEY,
    event_type      TEXT NOT NULL,
    sealed          BYTEA
);

CREATE TABLE keys (
    name   TEXT PRIMARY KEY,
    sealed BYTEA
);

CREATE TABLE partner_webhooks (
    position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id       TEXT   NOT NULL UNIQUE,
    partner  TEXT   NOT NULL,
    tries    BIGINT NOT NULL DEFAULT 0,
    next_at  BIGINT NOT NULL,
    journey  BIGINT REFERENCES journeys (id) ON DELETE CASCADE,
    sealed   BYTEA
);
CREATE INDEX partner_webhooks_next ON partner_webhooks (next_at);
CREATE INDEX partner_webhooks_journey ON partner_webhooks (journey);

CREATE TABLE idempotency_keys (
    partner    TEXT   NOT NULL,
    key        BYTEA  NOT NULL,
    request    BYTEA  NOT NULL,
    created_at BIGINT NOT NULL,
    journey    BIGINT REFERENCES journeys (id) ON DELETE CASCADE,
    sealed     BYTEA,
    PRIMARY KEY (partner, key)
);
CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);
CREATE INDEX idempotency_keys_journey ON idempotency_keys (journey);

CREATE TABLE openings (
    session_hash BYTEA PRIMARY KEY,
    start_hash   BYTEA NOT NULL
);
CREATE INDEX openings_start ON openings (start_hash);

CREATE TABLE deliveries (
    journey  BIGINT NOT NULL REFERENCES journeys (id) ON DELETE CASCADE,
    document TEXT   NOT NULL,
    begins   BIGINT NOT NULL,
    ends     BIGINT NOT NULL,
    is_last  BIGINT NOT NULL,
    PRIMARY KEY (journey, document, begins)
);

CREATE TABLE tickets (
    hash       BYTEA  PRIMARY KEY,
    journey    BIGINT NOT NULL REFERENCES journeys (id) ON DELETE CASCADE,
    lang       TEXT   NOT NULL,
    expires_at BIGINT NOT NULL,
    sealed     BYTEA
);
CREATE INDEX tickets_journey ON tickets (journey);
CREATE INDEX tickets_expiry ON tickets (expires_at);

CREATE TABLE upstream (
    only_one BIGINT PRIMARY KEY CHECK (only_one = 1),
    name     TEXT NOT NULL
);

CREATE TABLE person_owners (
    person_hash BYTEA PRIMARY KEY,
    partner     TEXT
);

CREATE TABLE evidence (
    sequence  BIGINT PRIMARY KEY,
    day       TEXT  NOT NULL,
    content   BYTEA NOT NULL,
    erases    TEXT  NOT NULL,
    previous  BYTEA NOT NULL,
    signature BYTEA NOT NULL
);
CREATE FUNCTION evidence_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'evidence is never changed or removed';
END;
$$;
CREATE TRIGGER evidence_is_not_changed BEFORE UPDATE OR DELETE ON evidence
FOR EACH ROW EXECUTE FUNCTION evidence_stays();
CREATE TRIGGER evidence_is_not_emptied BEFORE TRUNCATE ON evidence
FOR EACH STATEMENT EXECUTE FUNCTION evidence_stays();

CREATE TABLE evidence_head (
    only_one BIGINT PRIMARY KEY CHECK (only_one = 1),
    sequence BIGINT NOT NULL,
    hash     BYTEA  NOT NULL
);
INSERT INTO evidence_head (only_one, sequence, hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'));

CREATE TABLE evidence_records (
    sequence BIGINT PRIMARY KEY REFERENCES evidence (sequence),
    journey  BIGINT NOT NULL REFERENCES journeys (id),
    sealed   BYTEA  NOT NULL
);
CREATE INDEX evidence_records_journey ON evidence_records (journey);

CREATE TABLE sms (
    budget  BYTEA  NOT NULL,
    sent_at BIGINT NOT NULL
);
CREATE INDEX sms_of_budget ON sms (budget, sent_at);
CREATE INDEX sms_by_time ON sms (sent_at);

CREATE TABLE calls (
    caller   TEXT   PRIMARY KEY,
    whole_at BIGINT NOT NULL
);
CREATE INDEX calls_whole ON calls (whole_at);
