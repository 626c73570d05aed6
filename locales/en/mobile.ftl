mobile-title = Your mobile number
    .lead = We will send you a code to this number, and later the code for your signature.
number = Mobile number
    .hint = For example 0176 12345678 or +49 176 12345678
    .missing = Enter your mobile number.
    .invalid = This is not a complete number. It begins with 0 or with + and the country code.
    .too-short = Some digits of this number are missing. Please check it once more.
    .too-long = This number has too many digits. Please check it once more.
    .country = We cannot send text messages to numbers with this country code. Please enter another mobile number.
    .locked = The bank already has another verified number of yours. Only support can change it.
mobile-action = Send me a code
# Before a number is used that was not typed with its country code.
# Variables: $number, the number in international form.
mobile-understood = We have read your number as { $number }. Is that right?
# Variables: $number, the number in international form.
mobile-other-line = { $number } does not look like a mobile number. A text message may not arrive there. Do you want to use this number all the same?
mobile-confirm = Yes, use this number
