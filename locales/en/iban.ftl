iban-title = Your bank account
    .lead = You identify yourself with this account. It has to be yours alone.
iban = IBAN
    .hint = You find it on your bank card; it begins with DE
    .missing = Enter your IBAN.
    .invalid = An IBAN begins with two letters for the country, here DE.
    .not-digits = Only digits follow after DE. Please check whether a letter has slipped in, such as O instead of 0.
    .too-short = Some digits are missing. A German IBAN has 22 characters.
    .too-long = These are too many digits. A German IBAN has 22 characters.
    .checksum = This IBAN cannot be right. Please compare each digit with your bank card.
    .country = This works only with a German IBAN, one that begins with DE.
    .rejected = We cannot find a bank for this IBAN. Please compare each digit with your bank card.
# Variables: $bank, the name of the bank.
iban-bank-name = Your bank: { $bank }
iban-action = Continue to the bank
