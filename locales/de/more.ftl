more-title = Noch ein paar Fragen
    .lead = Ihr Anbieter braucht diese Angaben für Ihren Vertrag.
