### What went wrong, and what can be done about it.

## Why an identification was rejected. `official` texts stand as in the bank's guide (Appendix III), to the letter.

# official
rejection-iban-usage-limit-exceeded = Sie haben das Limit an Versuchen erreicht. Bitte fahren sie mit der Video-Identifizierung fort.
# ours: the guide has no text for it
rejection-mobile-number-not-verified = Ihre Mobilnummer ist noch nicht bestätigt. Bitte bestätigen Sie sie, dann geht es weiter.
# official
rejection-identification-attempts-exceeded = Diese Identifikationsmethode steht nicht zur Verfügung. Bitte fahren sie mit der Video-Identifizierung fort.
# official
rejection-already-identified-successfully = Sie haben sich bereits erfolgreich identifizert.
# official
rejection-match-for-person-data-not-found = Diese Identifikationsmethode steht nicht zur Verfügung. Bitte fahren sie mit der Video-Identifizierung fort.
# official
rejection-person-account-match-not-found = Für diese IBAN steht diese Identifikationsmethode nicht zur Verfügung. Bitte versuchen Sie es mit einer anderen IBAN oder fahren Sie mit Video-Identifizierung fort.
# official
rejection-previous-ident-not-found = Diese Identifikationsmethode steht nicht zur Verfügung. Bitte fahren sie mit der Video-Identifizierung fort.
# official
rejection-person-missing-required-data = Ein Fehler ist aufgetreten. Bitte kontaktieren Sie den Support.
# official
rejection-dependency-error = Ein Fehler ist aufgetreten. Bitte kontaktieren Sie den Support.
# official
rejection-invalid-model = Ein Fehler ist aufgetreten. Bitte kontaktieren Sie den Support.
# official
rejection-internal-request-error = Ein Fehler ist aufgetreten. Bitte kontaktieren Sie den Support.
# official
rejection-generic-error = Ein Fehler ist aufgetreten. Bitte kontaktieren Sie den Support.
# official
rejection-access-by-authorized-holder = Sie sind nicht Kontoinhaber. Bitte nutzen sie eine andere IBAN oder fahren Sie mit der Video-Identifizierung fort.
# official
rejection-expired = Ihr Identifizierungsprozess ist abgelaufen. Bitte versuchen Sie es erneut.
# official
rejection-account-snapshot-failed = Die Bankanmeldung oder Überweisung ist fehlgeschlagen. Bitte versuchen Sie es erneut.
# official
rejection-joint-account = Gemeinschaftskonten sind nicht unterstützt. Bitte nutzen sie eine andere IBAN oder fahren Sie mit der Video-Identifizierung fort.
# official
rejection-account-snapshot-expired = Die Anmeldesitzung der Bank ist abgelaufen. Bitte versuchen Sie es erneut.

## Problems of our own

problem-invalid-input = Bitte prüfen Sie die markierten Felder.
# What the bank does not take, above links to the answers.
problem-answers-refused = Die Bank kann diese Angaben so nicht annehmen. Bitte prüfen Sie sie.
    .support = Stimmt alles so? Dann wenden Sie sich bitte an den Support und nennen Sie die Referenz.
# A link to an answer on another screen.
# Variables: $field, the name of the input; $problem, a sentence: what is wrong with it.
problem-of-field = { $field }: { $problem }
problem-session-unknown = Ihre Sitzung ist abgelaufen. Bitte beginnen Sie noch einmal.
problem-start-token-invalid = Dieser Zugang wurde schon benutzt oder gilt nicht mehr. Bitte gehen Sie zurück zur Seite Ihres Anbieters und beginnen Sie dort noch einmal.
problem-not-found = Das haben wir nicht gefunden. Bitte gehen Sie zurück und versuchen Sie es noch einmal.
problem-documents-unread = Bitte sehen Sie jedes Dokument bis zur letzten Seite an, oder speichern Sie es. Dann können Sie unterschreiben.
# Variables: $seconds and $minutes, numbers: how long to wait; up to two minutes in seconds, and $minutes is 0.
problem-too-soon =
    { $minutes ->
        [0]
            { $seconds ->
                [one] Bitte warten Sie noch { $seconds } Sekunde, dann können Sie es erneut versuchen.
               *[other] Bitte warten Sie noch { $seconds } Sekunden, dann können Sie es erneut versuchen.
            }
       *[other] Bitte warten Sie noch { $minutes } Minuten, dann können Sie es erneut versuchen.
    }
problem-upstream-unavailable = Das System der Bank antwortet gerade nicht. Ihre Angaben sind noch da. Bitte versuchen Sie es gleich noch einmal.
problem-upstream-refused = Das konnten wir nicht verarbeiten. Bitte wenden Sie sich mit der Referenz an den Support.
problem-internal = Bei uns ist etwas schiefgegangen. Ihre Angaben sind noch da. Bitte versuchen Sie es noch einmal.
problem-offline = Keine Verbindung. Ihre Eingaben bleiben erhalten. Bitte prüfen Sie Ihr Internet und versuchen Sie es erneut.
# Variables: $reference, what the customer can quote to support.
problem-reference = Referenz: { $reference }
