-- What a partner knows about a customer stays in the customer's browser until they have accepted the terms.
UPDATE journeys SET application = json_remove(application, '$.commission.prefill') WHERE partner IS NOT NULL;
