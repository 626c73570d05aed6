contract-title = Ihr Vertrag
    .lead = Ihre Bank hat Sie bestätigt. Lesen Sie nun, was Sie unterschreiben.
# Variables: $time, minutes and seconds.
contract-time-left = Noch { $time } bis zur Unterschrift
contract-time-over = Die Zeit ist abgelaufen.
contract-code-follows = Im nächsten Schritt schicken wir Ihnen den Code für Ihre Unterschrift per SMS.
contract-action = Gelesen, jetzt unterschreiben
