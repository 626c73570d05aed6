-- Browsers that have opened a journey's link. The journey belongs to none of them until its customer acts: a mail scanner opens
-- links too. With `start_by` NULL the start token is redeemed.
CREATE TABLE openings (
    session_hash BLOB PRIMARY KEY,
    start_hash   BLOB NOT NULL
) STRICT;

CREATE INDEX openings_start ON openings (start_hash);

-- Until now a token was redeemed when it was opened.
UPDATE journeys SET start_by = NULL WHERE session_hash IS NOT NULL;
