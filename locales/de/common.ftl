### What stands on many screens.

# Title of the browser's tab.
# Variables: $title, the heading of the screen.
page-title = { $title } – Bankident
# Variables: $place and $of, numbers: where one is on the way.
progress = Schritt { $place } von { $of }
# For screen readers: names the group of buttons.
language-switch = Sprache

action-continue = Weiter
action-pending = Einen Moment …
action-retry = Erneut versuchen
action-reload = Neu laden
unavailable-title = Das hat nicht geklappt
choose = Bitte wählen
locked-answers = Ihre Daten liegen der Bank schon vor. Name, Geburtsdaten, Staatsangehörigkeit und Steuerland kann jetzt nur noch der Support ändern. Alles andere können Sie hier anpassen.

## Codes by SMS

token = Code aus der SMS
    .hint = Sechs Ziffern
    .missing = Geben Sie den Code aus der SMS ein.
    .invalid = Der Code hat genau sechs Ziffern.
    .rejected = Dieser Code stimmt nicht oder gilt nicht mehr. Bitte prüfen Sie die SMS oder fordern Sie einen neuen Code an.
# Variables: $number, the masked mobile number.
code-sent-to = Wir haben eine SMS an { $number } geschickt.
# Variables: $time, minutes and seconds.
resend-wait = Neuen Code anfordern in { $time }
resend-action = Neuen Code anfordern
resend-sent = Ein neuer Code ist unterwegs.

## Documents

document-contract = Vertrag
document-kyc-report = Identifizierungsbericht
document-other = Dokument
document-loading = Das Dokument wird geladen …
document-tools = Seiten und Größe
# Variables: $page and $pages, numbers.
document-page = Seite { $page } von { $pages }
document-previous = Vorherige Seite
document-next = Nächste Seite
document-smaller = Verkleinern
document-larger = Vergrößern
document-save = Als PDF speichern
# Variables: $kilobytes, a number.
document-size = PDF, { $kilobytes } KB
