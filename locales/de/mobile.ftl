mobile-title = Ihre Mobilnummer
    .lead = An diese Nummer schicken wir Ihnen einen Code und später den Code für Ihre Unterschrift.
number = Mobilnummer
    .hint = Zum Beispiel 0176 12345678 oder +49 176 12345678
    .missing = Geben Sie Ihre Mobilnummer ein.
    .invalid = Das ist keine vollständige Nummer. Sie beginnt mit 0 oder mit + und der Landesvorwahl.
    .too-short = Dieser Nummer fehlen Ziffern. Bitte prüfen Sie sie noch einmal.
    .too-long = Diese Nummer hat zu viele Ziffern. Bitte prüfen Sie sie noch einmal.
    .country = An Nummern mit dieser Landesvorwahl können wir keine SMS senden. Bitte geben Sie eine andere Mobilnummer ein.
    .locked = Die Bank kennt schon eine andere bestätigte Nummer von Ihnen. Ändern kann sie nur der Support.
mobile-action = Code per SMS anfordern
# Before a number is used that was not typed with its country code.
# Variables: $number, the number in international form.
mobile-understood = Wir haben Ihre Nummer so verstanden: { $number }. Ist das richtig?
# Variables: $number, the number in international form.
mobile-other-line = { $number } sieht nicht nach einer Mobilnummer aus. Vielleicht kommt dort keine SMS an. Möchten Sie diese Nummer trotzdem verwenden?
mobile-confirm = Ja, diese Nummer verwenden
