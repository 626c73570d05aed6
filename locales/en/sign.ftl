sign-title = Sign
    .lead = With this code you sign electronically. It counts like a signature on paper.
# Variables: $reference, the digits that the SMS quotes, 1234-5678.
sign-reference = The text message quotes the reference { $reference }.
# Variables: $tries, a number: how often it may still be tried.
signature-token = Code from the text message
    .hint = As it stands in the text message
    .missing = Enter the code from the text message.
    .invalid = The code has four to eight digits.
    .ambiguous = There is more than one code here. Please enter only the newest.
    .rejected =
        { $tries ->
            [one] This code is wrong or no longer valid. You have one more try.
           *[other] This code is wrong or no longer valid. You have { $tries } more tries.
        }
    .exhausted = This code was entered wrongly too often. Please ask for a new one.
# Variables: $time, minutes and seconds.
sign-time-left = The code is valid for another { $time }
sign-time-over = The code has expired. Please ask for a new one.
sign-action = Sign with legal effect
sign-late = Your code is right, but signing is taking longer than usual. You need not do anything: as soon as it is finished, you go on here. If it takes too long for you, support can help you.
sign-confirming = The code is right. Your documents are being signed …
