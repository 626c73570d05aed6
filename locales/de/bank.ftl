bank-title = Bei Ihrer Bank anmelden
# Variables: $iban, the masked IBAN.
bank-account = Konto { $iban }
bank-log-in = Melden Sie sich unten wie gewohnt an und geben Sie die Überweisung von 5 Cent frei. Ab der Überweisung haben Sie zehn Minuten bis zur Unterschrift.
bank-release = Ihre Bank hat die Überweisung angelegt. Bitte geben Sie sie jetzt frei.
# Variables: $time, minutes and seconds.
bank-time-left = Noch { $time } bis zur Unterschrift
bank-time-over = Die Zeit ist abgelaufen.
bank-frame-title = Anmeldung bei Ihrer Bank
bank-new-tab-why = Die Seite der Bank erscheint nicht?
bank-new-tab = In neuem Tab öffnen
bank-comes-back = Danach geht es hier von selbst weiter.
bank-ask = Ich bin fertig
bank-another-account = Anderes Konto verwenden
bank-not-yet = Ihre Bank hat sich noch nicht gemeldet. Das kann einen Moment dauern.
