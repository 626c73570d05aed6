bank-title = Log in to your bank
# Variables: $iban, the masked IBAN.
bank-account = Account { $iban }
bank-log-in = Log in below as usual and approve the transfer of 5 cents. From the transfer on you have ten minutes until you sign.
bank-release = Your bank has prepared the transfer. Please approve it now.
# Variables: $time, minutes and seconds.
bank-time-left = { $time } left until you sign
bank-time-over = The time is up.
bank-frame-title = Login at your bank
bank-new-tab-why = The bank’s page does not appear?
bank-new-tab = Open in a new tab
bank-comes-back = After that it continues here by itself.
bank-ask = I have finished
bank-another-account = Use another account
bank-not-yet = Your bank has not reported yet. This can take a moment.
