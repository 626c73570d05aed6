### What stands on many screens.

# Title of the browser's tab.
# Variables: $title, the heading of the screen; $brand, whose page it is.
page-title = { $title } – { $brand }
# Variables: $place and $of, numbers: where one is on the way.
progress = Schritt { $place } von { $of }
# What this language calls itself: the choice of the languages shows it in each of them.
language-name = Deutsch
# For screen readers: names the group of links.
language-switch = Sprache

# In front of a sandbox the page itself says it, in all languages at once.
test-environment = Testumgebung: Bitte geben Sie hier keine echten Daten ein.

action-continue = Weiter
action-pending = Einen Moment …
action-retry = Erneut versuchen
action-reload = Neu laden
# The page itself says it, where a file of the wizard could not be loaded or the browser is too old.
page-unreachable = Ein Teil der Seite konnte nicht geladen werden. Prüfen Sie bitte Ihre Internetverbindung und laden Sie die Seite neu. Bleibt es dabei, öffnen Sie die Seite bitte in einem aktuellen Browser.
# The page itself says it, where the browser lacks what the page is made of (docs/browsers.md).
page-unsupported = Dieser Browser kann die Seite nicht ausführen: Er ist zu alt, oder eine Technik namens WebAssembly ist abgeschaltet. Auf iPhone und iPad im Blockierungsmodus nehmen Sie diese Seite bitte davon aus. Sonst öffnen Sie die Seite bitte in einem aktuellen Browser oder auf einem anderen Gerät.
# The page itself says it, where the browser runs no scripts.
page-no-script = Diese Seite braucht JavaScript. Bitte schalten Sie es in den Einstellungen Ihres Browsers ein und laden Sie die Seite neu.
unavailable-title = Das hat nicht geklappt
banner-offline = Keine Internetverbindung. Ihre Eingaben bleiben erhalten.
banner-session-lost = Ihre Sitzung ist abgelaufen. Bitte beginnen Sie noch einmal.
# Five minutes before the session ends. Variables: $time, what is left of it: 04:59.
session-ends = Ihre Sitzung endet in { $time }. Möchten Sie mehr Zeit?
session-extend = Ja, mehr Zeit
# The same, where twenty hours are over and there is no more time.
session-ends-for-good = Ihre Sitzung endet in { $time } und lässt sich nicht mehr verlängern.
session-over = Ihre Sitzung ist abgelaufen. Ihre Eingaben sind noch da.
choose = Bitte wählen
# Variables: $partner, the name of the partner on whose page the wizard is.
exit = Zurück zu { $partner }
locked-answers = Ihre Daten liegen der Bank schon vor. Name, Geburtsdaten, Staatsangehörigkeit und Steuerland kann jetzt nur noch der Support ändern. Alles andere können Sie hier anpassen.
# Before the partner's telephone number, mail address and page.
support = So erreichen Sie den Support:
# A link to the partner's page.
support-page = Hilfe-Seite öffnen

## Codes by SMS

# Variables: $tries, a number: how often it may still be tried.
token = Code aus der SMS
    .hint = Sechs Ziffern
    .missing = Geben Sie den Code aus der SMS ein.
    .invalid = Der Code hat genau sechs Ziffern.
    .ambiguous = Hier stehen mehrere Codes. Bitte geben Sie nur den neuesten ein.
    .rejected =
        { $tries ->
            [one] Dieser Code stimmt nicht oder gilt nicht mehr. Sie haben noch einen Versuch.
           *[other] Dieser Code stimmt nicht oder gilt nicht mehr. Sie haben noch { $tries } Versuche.
        }
    .exhausted = Dieser Code wurde zu oft falsch eingegeben. Bitte fordern Sie einen neuen an.
# Variables: $number, the masked mobile number.
code-sent-to = Wir haben eine SMS an { $number } geschickt.
# Variables: $time, minutes and seconds.
resend-wait = Neuen Code anfordern in { $time }
resend-action = Neuen Code anfordern
resend-sent = Ein neuer Code ist unterwegs. Nur der neueste Code gilt.

## Documents

document-contract = Vertrag
document-kyc-report = Identifizierungsbericht
document-consents = Einwilligungen
document-other = Dokument
# The second of a kind, and further ones. Variables: $title, what it is; $number.
document-numbered = { $title } { $number }
document-loading = Das Dokument wird geladen …
document-tools = Seiten und Größe
# Variables: $page and $pages, numbers.
document-page = Seite { $page } von { $pages }
document-previous = Vorherige Seite
document-next = Nächste Seite
document-smaller = Verkleinern
document-larger = Vergrößern
document-save = Dokument speichern
document-unread = Bitte blättern Sie hier bis zur letzten Seite, oder speichern Sie das Dokument. Dann können Sie unterschreiben.
document-undrawable = Dieses Dokument lässt sich hier nicht vollständig anzeigen. Bitte speichern Sie es und lesen Sie es dort. Dann können Sie unterschreiben.
document-kept = Gespeichert
# Variables: $format, the type of the file: PDF; $kilobytes, a number, 0 where it is not known.
document-size =
    { $kilobytes ->
        [0] { $format }
       *[other] { $format }, { $kilobytes } KB
    }
# The name of the file with all documents.
document-archive = Meine Dokumente
# The page behind an old link says it.
document-address-over = Dieser Link gilt nicht mehr. Gehen Sie bitte zurück und speichern Sie das Dokument noch einmal.
document-not-kept = Das Dokument konnte gerade nicht geladen werden. Gehen Sie bitte zurück und versuchen Sie es noch einmal.
document-back = Zurück
