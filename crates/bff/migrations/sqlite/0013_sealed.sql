-- What customers say is sealed, each journey with a key of its own (docs/decisions/0011-sealed-journeys.md). What is looked for is
-- an HMAC. `crates/bff/src/store/sealing.rs` fills the new columns; then migration 14 drops the old ones.
CREATE TABLE database_key (
    only_one   INTEGER PRIMARY KEY CHECK (only_one = 1),
    master_key TEXT NOT NULL,                  -- the name of the master key that wraps it
    wrapped    BLOB NOT NULL
) STRICT;

CREATE TABLE journey_keys (
    journey    INTEGER PRIMARY KEY REFERENCES journeys (id) ON DELETE CASCADE,
    master_key TEXT NOT NULL,
    wrapped    BLOB NOT NULL
) STRICT;
CREATE INDEX journey_keys_master ON journey_keys (master_key);

ALTER TABLE journeys ADD COLUMN sealed BLOB;   -- the application (JSON)
ALTER TABLE journeys ADD COLUMN person_mac BLOB;
ALTER TABLE journeys ADD COLUMN identification_mac BLOB;
ALTER TABLE journeys ADD COLUMN reference_mac BLOB;
CREATE INDEX journeys_person_mac ON journeys (person_mac) WHERE person_mac IS NOT NULL;
CREATE INDEX journeys_identification_mac ON journeys (identification_mac) WHERE identification_mac IS NOT NULL;
CREATE INDEX journeys_reference_mac ON journeys (reference_mac) WHERE reference_mac IS NOT NULL;

-- What the wizard has shown with an error: support finds the journey by it.
CREATE TABLE support_references (
    reference_mac BLOB    NOT NULL,
    journey       INTEGER NOT NULL REFERENCES journeys (id) ON DELETE CASCADE,
    PRIMARY KEY (reference_mac, journey)
) STRICT;
CREATE INDEX support_references_journey ON support_references (journey);

ALTER TABLE webhooks ADD COLUMN sealed_entity BLOB; -- NULL once it is processed
ALTER TABLE webhook_secrets ADD COLUMN sealed BLOB;
ALTER TABLE keys ADD COLUMN sealed BLOB;
ALTER TABLE partner_webhooks ADD COLUMN journey INTEGER REFERENCES journeys (id) ON DELETE CASCADE;
ALTER TABLE partner_webhooks ADD COLUMN sealed BLOB;
CREATE INDEX partner_webhooks_journey ON partner_webhooks (journey);

-- Tickets last for minutes, and calls are repeated within seconds: those of the release before are not carried over.
DELETE FROM tickets;
ALTER TABLE tickets DROP COLUMN document;
ALTER TABLE tickets ADD COLUMN sealed BLOB;    -- the document's id at Solaris; NULL for all of the journey
CREATE INDEX tickets_journey ON tickets (journey);
DELETE FROM idempotency_keys;
ALTER TABLE idempotency_keys ADD COLUMN journey INTEGER REFERENCES journeys (id) ON DELETE CASCADE;
ALTER TABLE idempotency_keys ADD COLUMN sealed BLOB;
CREATE INDEX idempotency_keys_journey ON idempotency_keys (journey);
