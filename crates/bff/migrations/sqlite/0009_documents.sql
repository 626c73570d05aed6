-- Which parts of its documents a journey's browser has got: what was not delivered cannot be signed.
CREATE TABLE deliveries (
    journey     INTEGER NOT NULL REFERENCES journeys (id) ON DELETE CASCADE,
    document    TEXT    NOT NULL,          -- the document's id at Solaris
    begins      INTEGER NOT NULL,          -- the first byte
    ends        INTEGER NOT NULL,          -- the byte after the last one
    is_last     INTEGER NOT NULL,          -- 1 if the document ends there
    PRIMARY KEY (journey, document, begins)
) STRICT, WITHOUT ROWID;

-- Addresses of documents that work by themselves for a few minutes: /documents/{ticket}.
CREATE TABLE tickets (
    hash        BLOB    PRIMARY KEY,       -- SHA-256 of the ticket; the ticket itself is nowhere
    journey     INTEGER NOT NULL REFERENCES journeys (id) ON DELETE CASCADE,
    document    TEXT,                      -- the document's id at Solaris; NULL for all of the journey
    lang        TEXT    NOT NULL,          -- of the file's name (BCP 47)
    expires_at  INTEGER NOT NULL           -- seconds since 1970
) STRICT;
