-- The last event of a journey is remembered as data with its wire names: {"stage":"iban","outcome":null}. Before, it was
-- the debug text of the two enums. Texts that were written then are translated, so that no partner gets an event twice.
ALTER TABLE journeys RENAME COLUMN announced TO last_event;

WITH stages (debug, wire) AS (
    VALUES ('None', NULL), ('Some(Terms)', 'terms'), ('Some(Person)', 'person'), ('Some(Address)', 'address'),
        ('Some(Status)', 'status'), ('Some(Check)', 'check'), ('Some(Mobile)', 'mobile'),
        ('Some(MobileCode)', 'mobile-code'), ('Some(Iban)', 'iban'), ('Some(Bank)', 'bank'),
        ('Some(Contract)', 'contract'), ('Some(Sign)', 'sign'), ('Some(Done)', 'done'),
        ('Some(Rejected)', 'rejected'), ('Some(Stopped)', 'stopped'), ('Some(Resume)', 'resume')
), outcomes (debug, wire) AS (
    VALUES ('None', NULL), ('Some(Successful)', 'successful'), ('Some(Rejected)', 'rejected'),
        ('Some(VideoIdentification)', 'video_identification'), ('Some(Expired)', 'expired'), ('Some(Erased)', 'erased')
)
UPDATE journeys SET last_event = coalesce(
    (SELECT json_object('stage', stages.wire, 'outcome', outcomes.wire) FROM stages, outcomes
     WHERE stages.debug || ' ' || outcomes.debug = journeys.last_event),
    last_event)
WHERE last_event IS NOT NULL;
