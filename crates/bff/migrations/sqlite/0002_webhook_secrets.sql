-- What Solaris signs the deliveries of a subscription with.
CREATE TABLE webhook_secrets (
    subscription_id TEXT PRIMARY KEY,
    event_type      TEXT NOT NULL,
    secret          TEXT NOT NULL
) STRICT;
