-- A partner finds its journeys by its own name for them.
ALTER TABLE journeys ADD COLUMN reference TEXT;

UPDATE journeys SET reference = json_extract(application, '$.commission.reference') WHERE partner IS NOT NULL;

CREATE INDEX journeys_reference ON journeys (partner, reference) WHERE reference IS NOT NULL;
