-- When codes were sent by SMS, so that limits hold over a restart. Rows go after a day.
CREATE TABLE sms (
    -- HMAC-SHA-256 of what is limited: a number, a partner, a range of addresses, the server.
    budget  BLOB NOT NULL,
    -- Milliseconds since 1970.
    sent_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sms_of_budget ON sms (budget, sent_at);
CREATE INDEX sms_by_time ON sms (sent_at);
