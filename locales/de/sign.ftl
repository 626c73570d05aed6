sign-title = Unterschreiben
    .lead = Mit diesem Code unterschreiben Sie elektronisch. Das gilt wie eine Unterschrift auf Papier.
# Variables: $reference, the digits that the SMS quotes, 1234-5678.
sign-reference = In der SMS steht die Referenz { $reference }.
# Variables: $tries, a number: how often it may still be tried.
signature-token = Code aus der SMS
    .hint = So, wie er in der SMS steht
    .missing = Geben Sie den Code aus der SMS ein.
    .invalid = Der Code hat vier bis acht Ziffern.
    .ambiguous = Hier stehen mehrere Codes. Bitte geben Sie nur den neuesten ein.
    .rejected =
        { $tries ->
            [one] Dieser Code stimmt nicht oder gilt nicht mehr. Sie haben noch einen Versuch.
           *[other] Dieser Code stimmt nicht oder gilt nicht mehr. Sie haben noch { $tries } Versuche.
        }
    .exhausted = Dieser Code wurde zu oft falsch eingegeben. Bitte fordern Sie einen neuen an.
# Variables: $time, minutes and seconds.
sign-time-left = Der Code gilt noch { $time }
sign-time-over = Der Code ist abgelaufen. Bitte fordern Sie einen neuen an.
sign-action = Verbindlich unterschreiben
sign-late = Ihr Code stimmt, aber das Unterschreiben dauert länger als sonst. Sie müssen nichts tun: Sobald es fertig ist, geht es hier weiter. Dauert es Ihnen zu lange, hilft Ihnen der Support.
sign-confirming = Der Code stimmt. Ihre Dokumente werden gerade unterschrieben …
