### What went wrong, and what can be done about it.

## Why an identification was rejected. `official` texts stand as in the bank's guide (Appendix III), to the letter.

# official
rejection-iban-usage-limit-exceeded = You have reached the limit of attempts. Please continue with video identification.
# ours: the guide has no text for it
rejection-mobile-number-not-verified = Your mobile number is not verified yet. Please verify it to continue.
# official
rejection-identification-attempts-exceeded = This identification method is not available. Please continue with video identification.
# official
rejection-already-identified-successfully = You have already successfully identified yourself.
# official
rejection-match-for-person-data-not-found = This identification method is not available. Please continue with video identification.
# official
rejection-person-account-match-not-found = This identification method is not available for this IBAN. Please try another IBAN or continue with video identification.
# official
rejection-previous-ident-not-found = This identification method is not available. Please continue with video identification.
# official
rejection-person-missing-required-data = An error has occurred. Please contact Solaris support.
# official
rejection-dependency-error = An error has occurred. Please contact Solaris support.
# official
rejection-invalid-model = An error has occurred. Please contact support.
# official
rejection-internal-request-error = An error has occurred. Please contact Solaris support.
# official
rejection-generic-error = An error has occurred. Please contact Solaris support.
# official
rejection-access-by-authorized-holder = You are not the account holder. Please use another IBAN or continue with video identification.
# official
rejection-expired = Your identification attempt has expired. Please try again.
# official
rejection-account-snapshot-failed = The bank login or transfer has failed. Please try again.
# official
rejection-joint-account = Joint accounts are not supported. Please use a different IBAN or continue with video identification.
# official
rejection-account-snapshot-expired = The bank login session has expired. Please try again.

## Problems of our own

problem-invalid-input = Please check the highlighted fields.
# What the bank does not take, above links to the answers.
problem-answers-refused = The bank cannot take these details as they are. Please check them.
    .support = Is everything right as it is? Then please contact support and quote the reference.
# A link to an answer on another screen.
# Variables: $field, the name of the input; $problem, a sentence: what is wrong with it.
problem-of-field = { $field }: { $problem }
problem-session-unknown = Your session has ended. Please start again.
problem-start-token-invalid = This access has been used or has expired. Please go back to your provider’s page and begin there again.
problem-not-found = We could not find this. Please go back and try again.
problem-documents-unread = Please look through each document to its last page, or save it. Then you can sign.
# Variables: $seconds and $minutes, numbers: how long to wait; up to two minutes in seconds, and $minutes is 0.
problem-too-soon =
    { $minutes ->
        [0]
            { $seconds ->
                [one] Please wait { $seconds } more second, then you can try again.
               *[other] Please wait { $seconds } more seconds, then you can try again.
            }
       *[other] Please wait { $minutes } more minutes, then you can try again.
    }
problem-upstream-unavailable = The bank’s system does not answer right now. Your details are still here. Please try again in a moment.
problem-upstream-refused = We could not process this. Please contact support and quote the reference.
problem-internal = Something went wrong on our side. Your details are still here. Please try again.
problem-offline = No connection. What you typed is kept. Please check your internet and try again.
# Variables: $reference, what the customer can quote to support.
problem-reference = Reference: { $reference }
