-- Queues have an order of their own: `rowid` is SQLite's alone.
CREATE TABLE webhooks_in_order (
    position      INTEGER PRIMARY KEY,
    id            TEXT    NOT NULL UNIQUE,
    event_type    TEXT    NOT NULL,
    worked        INTEGER NOT NULL DEFAULT 0,
    sealed_entity BLOB                         -- NULL once it is processed
) STRICT;
INSERT INTO webhooks_in_order (position, id, event_type, worked, sealed_entity)
SELECT rowid, id, event_type, worked, sealed_entity FROM webhooks;
DROP TABLE webhooks;
ALTER TABLE webhooks_in_order RENAME TO webhooks;
CREATE INDEX webhooks_unprocessed ON webhooks (position) WHERE worked = 0;

CREATE TABLE events_in_order (
    position   INTEGER PRIMARY KEY,
    id         TEXT    NOT NULL UNIQUE,        -- `webhook-id`: the same for every try
    partner    TEXT    NOT NULL,
    tries      INTEGER NOT NULL DEFAULT 0,
    next_at    INTEGER NOT NULL,               -- milliseconds since 1970
    journey    INTEGER REFERENCES journeys (id) ON DELETE CASCADE,
    sealed     BLOB
) STRICT;
INSERT INTO events_in_order (position, id, partner, tries, next_at, journey, sealed)
SELECT rowid, id, partner, tries, next_at, journey, sealed FROM partner_webhooks;
DROP TABLE partner_webhooks;
ALTER TABLE events_in_order RENAME TO partner_webhooks;
CREATE INDEX partner_webhooks_next ON partner_webhooks (next_at);
CREATE INDEX partner_webhooks_journey ON partner_webhooks (journey);

-- What is swept again and again is found without reading everything.
CREATE INDEX journeys_unstarted ON journeys (start_by) WHERE session_hash IS NULL AND last_event IS NULL;
CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);
CREATE INDEX tickets_expiry ON tickets (expires_at);

-- How often somebody calls: the time at which their limit is whole again (GCRA). Rows go when it is.
CREATE TABLE calls (
    caller   TEXT    PRIMARY KEY,
    whole_at INTEGER NOT NULL                  -- microseconds since 1970
) STRICT;
CREATE INDEX calls_whole ON calls (whole_at);
