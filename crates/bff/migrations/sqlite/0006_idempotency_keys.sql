-- Calls of partners that can be repeated, for a day. What is kept is no answer: the start token is nowhere.
CREATE TABLE idempotency_keys (
    partner    TEXT    NOT NULL,
    key        BLOB    NOT NULL, -- SHA-256 of the `Idempotency-Key`
    request    BLOB    NOT NULL, -- SHA-256 of what was asked, and by which API key
    begun      TEXT    NOT NULL, -- what the answer is made of (JSON)
    created_at INTEGER NOT NULL, -- seconds since 1970
    PRIMARY KEY (partner, key)
) STRICT;
