mobile-title = Ihre Mobilnummer
    .lead = An diese Nummer schicken wir gleich einen Code und später den Code für Ihre Unterschrift.
number = Mobilnummer
    .hint = Zum Beispiel 0176 12345678 oder +49 176 12345678
    .missing = Geben Sie Ihre Mobilnummer ein.
    .invalid = Das ist keine vollständige Nummer. Sie beginnt mit 0 oder mit + und der Landesvorwahl.
    .country = Nummern mit den Vorwahlen +98 und +850 können wir nicht verwenden. Bitte geben Sie eine andere Mobilnummer ein.
mobile-action = Code per SMS anfordern
