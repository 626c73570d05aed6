sign-title = Sign
    .lead = With this code you sign electronically. It counts like a signature on paper.
# Variables: $time, minutes and seconds.
sign-time-left = The code is valid for another { $time }
sign-time-over = The code has expired. Please ask for a new one.
sign-action = Sign with legal effect
sign-confirming = The code is right. Your documents are being signed …
