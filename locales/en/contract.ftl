contract-title = Your contract
    .lead = Your bank has confirmed you. Now read what you are going to sign.
# Variables: $time, minutes and seconds.
contract-time-left = { $time } left until you sign
contract-time-over = The time is up.
contract-code-follows = In the next step we send you the code for your signature by text message.
contract-action = I have read it, sign now
