rejected-title = That did not work this way
    .lead = Your details are kept.
remedy-another-iban = Use an account that is yours alone and that you use online banking for.
remedy-video = You show your ID document to the camera. It takes only a few minutes.
remedy-complete-data = The bank is missing some of your personal details. Please go through them once more, then you can go on.
remedy-verify-number = We send you a code by text message for this. Then you can go on.
remedy-restart = Simply enter your IBAN once more.
remedy-support = It often helps to try again in a few minutes. If it does not, please quote this reference to support.
remedy-support-ended = This identification has ended. If you begin once more, you log in to your bank again. If that does not help either, please quote this reference to support.
# Variables: $attempts, a number: how many identifications can still be begun.
attempts-left =
    { $attempts ->
        [0] You have no more attempts this way.
        [one] You have one more attempt this way.
       *[other] You have { $attempts } more attempts this way.
    }

## What can be done now: buttons

way-another-iban = Use another IBAN
way-video = Go to video identification
way-complete-data = Complete your details
way-verify-number = Verify your mobile number
way-restart = Begin once more
way-retry = Try again
