check-title = Stimmt alles?
    .lead = Bitte vergleichen Sie noch einmal mit Ihrem Ausweis.
check-change = Ändern
check-afterwards = Danach gehen Ihre Daten an die Bank, und Sie bekommen per SMS einen Code. Name, Geburtsdaten, Staatsangehörigkeit und Steuerland lassen sich dann nur noch über den Support ändern.
check-action = Alles richtig, weiter
