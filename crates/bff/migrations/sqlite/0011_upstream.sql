-- Which Solaris API the journeys belong to: one row, written once.
CREATE TABLE upstream (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    name     TEXT NOT NULL
) STRICT;
