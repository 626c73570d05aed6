-- Everything of these columns is sealed now.
DROP INDEX journeys_person;
DROP INDEX journeys_identification;
DROP INDEX journeys_reference;
ALTER TABLE journeys DROP COLUMN person_id;
ALTER TABLE journeys DROP COLUMN identification_id;
ALTER TABLE journeys DROP COLUMN reference;
ALTER TABLE journeys DROP COLUMN application;
ALTER TABLE webhooks DROP COLUMN entity_id;
ALTER TABLE webhook_secrets DROP COLUMN secret;
ALTER TABLE keys DROP COLUMN key;
ALTER TABLE partner_webhooks DROP COLUMN body;
ALTER TABLE idempotency_keys DROP COLUMN begun;
