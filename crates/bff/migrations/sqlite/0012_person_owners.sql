-- Which partner brought a person of Solaris; it outlives the erasure of the person's journeys.
CREATE TABLE person_owners (
    -- SHA-256 of the person's id, which is random.
    person_hash BLOB PRIMARY KEY,
    -- Null for our own page.
    partner     TEXT
) STRICT;
