-- Keys that the server makes for itself, so that what it has signed is still its own after a restart.
CREATE TABLE keys (
    name TEXT PRIMARY KEY,
    key BLOB NOT NULL
) STRICT;
