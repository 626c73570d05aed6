### The receipt of the consents, a PDF to keep. Nothing of it is on a screen.

receipt-lead = You have agreed to these sentences. They stand here as you have read them.
# When a box was ticked, and when the server took it. Variables: $ticked and $recorded, receipt-time or receipt-day.
receipt-when = Ticked: { $ticked }. Stored: { $recorded }.
# Variables: $day, $month and $year, digits; $time, hours, minutes and seconds.
receipt-time = { $day }/{ $month }/{ $year }, { $time } (UTC)
# Variables: $day, $month and $year, digits.
receipt-day = { $day }/{ $month }/{ $year }
# Variables: $number, the place of the record in the server's chain; $hash, hexadecimal digits.
receipt-record = Record { $number }. SHA-256 of the sentence: { $hash }
receipt-check = How to check this
receipt-check-how = Each record is signed electronically and chained to the record before. So whoever changes a sentence or a time is found out. Support finds your consents by the numbers of the records.
# Variables: $id, the id of the journey.
receipt-journey = Journey: { $id }
# Variables: $key, hexadecimal digits.
receipt-key = The server’s key (Ed25519): { $key }
# Variables: $time, receipt-time; $number, a place in the chain; $hash, hexadecimal digits.
receipt-head = State of the chain, { $time }: record { $number }, { $hash }
