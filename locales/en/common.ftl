### What stands on many screens.

# Title of the browser's tab.
# Variables: $title, the heading of the screen; $brand, whose page it is.
page-title = { $title } – { $brand }
# Variables: $place and $of, numbers: where one is on the way.
progress = Step { $place } of { $of }
# What this language calls itself: the choice of the languages shows it in each of them.
language-name = English
# For screen readers: names the group of links.
language-switch = Language

# In front of a sandbox the page itself says it, in all languages at once.
test-environment = Test environment: please enter no real data here.

action-continue = Continue
action-pending = One moment …
action-retry = Try again
action-reload = Reload
# The page itself says it, where a file of the wizard could not be loaded or the browser is too old.
page-unreachable = A part of this page could not be loaded. Please check your internet connection and reload the page. If that does not help, please open the page in a current browser.
# The page itself says it, where the browser lacks what the page is made of (docs/browsers.md).
page-unsupported = This browser does not run this page: it is too old, or a technique called WebAssembly is switched off. On an iPhone or iPad with Lockdown Mode, switch that mode off for this page. Otherwise please open the page in a current browser, or on another device.
# The page itself says it, where the browser runs no scripts.
page-no-script = This page needs JavaScript. Please switch it on in the settings of your browser and reload the page.
unavailable-title = That did not work
banner-offline = No internet connection. What you typed is kept.
banner-session-lost = Your session has ended. Please begin once more.
# Five minutes before the session ends. Variables: $time, what is left of it: 04:59.
session-ends = Your session ends in { $time }. Would you like more time?
session-extend = Yes, more time
# The same, where twenty hours are over and there is no more time.
session-ends-for-good = Your session ends in { $time } and cannot be extended any more.
session-over = Your session has ended. What you have typed is still here.
choose = Please choose
# Variables: $partner, the name of the partner on whose page the wizard is.
exit = Back to { $partner }
locked-answers = The bank already has your details. Only support can now change your name, birth details, nationality and tax country. You can still change everything else here.
# Before the partner's telephone number, mail address and page.
support = How to reach support:
# A link to the partner's page.
support-page = Open the help page

## Codes by SMS

# Variables: $tries, a number: how often it may still be tried.
token = Code from the text message
    .hint = Six digits
    .missing = Enter the code from the text message.
    .invalid = The code has exactly six digits.
    .ambiguous = There is more than one code here. Please enter only the newest.
    .rejected =
        { $tries ->
            [one] This code is wrong or no longer valid. You have one more try.
           *[other] This code is wrong or no longer valid. You have { $tries } more tries.
        }
    .exhausted = This code was entered wrongly too often. Please ask for a new one.
# Variables: $number, the masked mobile number.
code-sent-to = We have sent a text message to { $number }.
# Variables: $time, minutes and seconds.
resend-wait = Ask for a new code in { $time }
resend-action = Send a new code
resend-sent = A new code is on its way. Only the newest code is valid.

## Documents

document-contract = Contract
document-kyc-report = Identification report
document-consents = Consents
document-other = Document
# The second of a kind, and further ones. Variables: $title, what it is; $number.
document-numbered = { $title } { $number }
document-loading = Loading the document …
document-tools = Pages and size
# Variables: $page and $pages, numbers.
document-page = Page { $page } of { $pages }
document-previous = Previous page
document-next = Next page
document-smaller = Zoom out
document-larger = Zoom in
document-save = Save document
document-unread = Please go through to the last page here, or save the document. Then you can sign.
document-undrawable = This document cannot be shown completely here. Please save it and read it there. Then you can sign.
document-kept = Saved
# Variables: $format, the type of the file: PDF; $kilobytes, a number, 0 where it is not known.
document-size =
    { $kilobytes ->
        [0] { $format }
       *[other] { $format }, { $kilobytes } KB
    }
# The name of the file with all documents.
document-archive = My documents
# The page behind an old link says it.
document-address-over = This link is no longer valid. Please go back and save the document again.
document-not-kept = The document could not be loaded right now. Please go back and try again.
document-back = Back
