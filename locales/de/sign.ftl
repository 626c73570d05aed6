sign-title = Unterschreiben
    .lead = Mit diesem Code unterschreiben Sie elektronisch. Das gilt wie eine Unterschrift auf Papier.
# Variables: $time, minutes and seconds.
sign-time-left = Der Code gilt noch { $time }
sign-time-over = Der Code ist abgelaufen. Bitte fordern Sie einen neuen an.
sign-action = Verbindlich unterschreiben
sign-confirming = Der Code stimmt. Ihre Dokumente werden gerade unterschrieben …
