person-title = Ihre Person
    .lead = Bitte genau so, wie es auf Ihrem Ausweis steht.
salutation = Anrede
    .missing = Wählen Sie eine Anrede.
salutation-mr = Herr
salutation-ms = Frau
first-name = Vornamen
    .hint = Alle Vornamen, wie auf dem Ausweis
    .missing = Geben Sie Ihre Vornamen ein.
    .too-long = Höchstens 50 Zeichen. Passen nicht alle Ihre Vornamen hinein, hilft Ihnen der Support.
    .script = Bitte in lateinischen Buchstaben, wie in den maschinenlesbaren Zeilen Ihres Ausweises.
    .invalid = Bitte nur den Namen, ohne Ziffern und Sonderzeichen.
    .locked = Ihre Vornamen kann nur noch der Support ändern.
last-name = Nachname
    .hint = Mit allen Namensteilen, wie auf dem Ausweis
    .missing = Geben Sie Ihren Nachnamen ein.
    .too-long = Höchstens 50 Zeichen.
    .script = Bitte in lateinischen Buchstaben, wie in den maschinenlesbaren Zeilen Ihres Ausweises.
    .invalid = Bitte nur den Namen, ohne Ziffern und Sonderzeichen.
    .locked = Ihren Nachnamen kann nur noch der Support ändern.
# Variables: $tries, a number: how often it may still be tried.
birth-date = Geburtsdatum
    .hint = Tag, Monat, Jahr, zum Beispiel 31.12.1990
    .missing = Geben Sie Ihr Geburtsdatum ein.
    .invalid = Geben Sie Tag, Monat und Jahr ein, zum Beispiel 31.12.1990.
    .impossible = Diesen Tag gibt es nicht. Bitte prüfen Sie Tag, Monat und Jahr.
    .ambiguous = Bitte schreiben Sie das Jahr mit vier Ziffern, zum Beispiel 1990.
    .in-future = Dieses Datum liegt in der Zukunft. Bitte prüfen Sie das Jahr.
    .too-young = Sie müssen mindestens 18 Jahre alt sein.
    .rejected =
        { $tries ->
            [one] Das stimmt nicht mit Ihren Angaben überein. Sie haben noch einen Versuch.
           *[other] Das stimmt nicht mit Ihren Angaben überein. Sie haben noch { $tries } Versuche.
        }
    .locked = Ihr Geburtsdatum kann nur noch der Support ändern.
birth-city = Geburtsort
    .missing = Geben Sie Ihren Geburtsort ein.
    .too-long = Höchstens 85 Zeichen.
    .script = Bitte in lateinischen Buchstaben, wie auf Ihrem Ausweis.
    .invalid = Bitte nur den Namen des Ortes.
    .locked = Ihren Geburtsort kann nur noch der Support ändern.
birth-country = Geburtsland
    .missing = Wählen Sie Ihr Geburtsland.
    .locked = Ihr Geburtsland kann nur noch der Support ändern.
nationality = Staatsangehörigkeit
    .missing = Wählen Sie Ihre Staatsangehörigkeit.
    .locked = Ihre Staatsangehörigkeit kann nur noch der Support ändern.

## Who cannot answer: what they say, and what helps

stuck-salutation = Keine der beiden passt
    .help = Die Bank kennt bisher nur diese beiden. Möchten Sie keine davon, wenden Sie sich bitte an den Support oder nutzen Sie die Video-Identifizierung.
stuck-one-name = Ich habe nur einen Namen
    .help = Die Bank braucht hier Vor- und Nachnamen. Steht auf Ihrem Ausweis nur ein Name, wenden Sie sich bitte an den Support oder nutzen Sie die Video-Identifizierung.
stuck-incomplete-birth-date = Auf meinem Ausweis fehlen Tag oder Monat
    .help = Die Bank braucht hier das ganze Datum. Steht es nicht auf Ihrem Ausweis, wenden Sie sich bitte an den Support oder nutzen Sie die Video-Identifizierung.
stuck-no-nationality = Ich habe keine Staatsangehörigkeit
    .help = Die Bank kann das hier nicht erfassen. Wenden Sie sich bitte an den Support oder nutzen Sie die Video-Identifizierung. Halten Sie Ihr Reisedokument bereit.
