mobile-title = Your mobile number
    .lead = We will send a code to this number now, and the code for your signature later.
number = Mobile number
    .hint = For example 0176 12345678 or +49 176 12345678
    .missing = Enter your mobile number.
    .invalid = This is not a complete number. It begins with 0 or with + and the country code.
    .country = We cannot use numbers that begin with +98 or +850. Please enter another mobile number.
mobile-action = Send me a code
