iban-title = Ihr Bankkonto
    .lead = Mit diesem Konto weisen Sie sich aus. Es muss Ihnen allein gehören.
iban = IBAN
    .hint = Steht auf Ihrer Bankkarte und beginnt mit DE
    .missing = Geben Sie Ihre IBAN ein.
    .invalid = Eine IBAN beginnt mit zwei Buchstaben für das Land, hier DE.
    .not-digits = Nach DE folgen nur Ziffern. Bitte prüfen Sie, ob sich ein Buchstabe eingeschlichen hat, etwa O statt 0.
    .too-short = Hier fehlen noch Ziffern. Eine deutsche IBAN hat 22 Stellen.
    .too-long = Das sind zu viele Ziffern. Eine deutsche IBAN hat 22 Stellen.
    .checksum = Diese IBAN kann nicht stimmen. Bitte vergleichen Sie jede Ziffer mit Ihrer Bankkarte.
    .country = Hier geht es nur mit einer deutschen IBAN, also einer, die mit DE beginnt.
    .rejected = Zu dieser IBAN finden wir keine Bank. Bitte vergleichen Sie jede Ziffer mit Ihrer Bankkarte.
# Variables: $bank, the name of the bank.
iban-bank-name = Ihre Bank: { $bank }
iban-action = Weiter zur Bank
