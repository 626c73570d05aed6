-- How long a journey is kept depends on how it ended (crates/bff/src/domain/retention.rs). The sweep looks into those of earlier releases,
-- whose clocks begin with this migration.
ALTER TABLE journeys ADD COLUMN kept TEXT NOT NULL DEFAULT 'unfinished';
ALTER TABLE journeys ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0; -- seconds since 1970
UPDATE journeys SET changed_at = unixepoch();
CREATE INDEX journeys_kept ON journeys (kept, changed_at);

ALTER TABLE webhooks ADD COLUMN accepted_at INTEGER NOT NULL DEFAULT 0; -- seconds since 1970
UPDATE webhooks SET accepted_at = unixepoch();
CREATE INDEX webhooks_accepted ON webhooks (accepted_at);
