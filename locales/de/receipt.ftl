### The receipt of the consents, a PDF to keep. Nothing of it is on a screen.

receipt-lead = Diesen Sätzen haben Sie zugestimmt. Sie stehen hier so, wie Sie sie gelesen haben.
# When a box was ticked, and when the server took it. Variables: $ticked and $recorded, receipt-time or receipt-day.
receipt-when = Angekreuzt: { $ticked }. Gespeichert: { $recorded }.
# Variables: $day, $month and $year, digits; $time, hours, minutes and seconds.
receipt-time = { $day }.{ $month }.{ $year }, { $time } Uhr (UTC)
# Variables: $day, $month and $year, digits.
receipt-day = { $day }.{ $month }.{ $year }
# Variables: $number, the place of the record in the server's chain; $hash, hexadecimal digits.
receipt-record = Nachweis { $number }. SHA-256 des Satzes: { $hash }
receipt-check = So lässt sich das prüfen
receipt-check-how = Jeder Nachweis ist elektronisch unterschrieben und mit dem Nachweis davor verkettet. Wer einen Satz oder eine Zeit ändert, fällt deshalb auf. Mit den Nummern der Nachweise findet der Support Ihre Einwilligungen.
# Variables: $id, the id of the journey.
receipt-journey = Vorgang: { $id }
# Variables: $key, hexadecimal digits.
receipt-key = Schlüssel des Servers (Ed25519): { $key }
# Variables: $time, receipt-time; $number, a place in the chain; $hash, hexadecimal digits.
receipt-head = Stand der Kette, { $time }: Nachweis { $number }, { $hash }
