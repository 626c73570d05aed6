person-title = About you
    .lead = Please exactly as it stands on your ID.
salutation = Salutation
    .missing = Choose a salutation.
salutation-mr = Mr
salutation-ms = Ms
first-name = First names
    .hint = All given names, as on your ID
    .missing = Enter your first names.
    .too-long = 50 characters at most. If not all of your given names fit, support can help you.
    .script = Please use Latin letters, as in the machine-readable lines of your ID.
    .invalid = Please only the name, without digits and special characters.
    .locked = Only support can change your first names now.
last-name = Last name
    .hint = With all its parts, as on your ID
    .missing = Enter your last name.
    .too-long = 50 characters at most.
    .script = Please use Latin letters, as in the machine-readable lines of your ID.
    .invalid = Please only the name, without digits and special characters.
    .locked = Only support can change your last name now.
# Variables: $tries, a number: how often it may still be tried.
birth-date = Date of birth
    .hint = Day, month, year, for example 31/12/1990
    .missing = Enter your date of birth.
    .invalid = Enter day, month and year, for example 31/12/1990.
    .impossible = There is no such day. The day comes first, then month and year.
    .ambiguous = Please write the year with four digits, for example 1990.
    .in-future = This date is in the future. Please check the year.
    .too-young = You have to be at least 18 years old.
    .rejected =
        { $tries ->
            [one] This is not what you told us before. You have one more try.
           *[other] This is not what you told us before. You have { $tries } more tries.
        }
    .locked = Only support can change your date of birth now.
birth-city = Place of birth
    .missing = Enter your place of birth.
    .too-long = 85 characters at most.
    .script = Please use Latin letters, as on your ID.
    .invalid = Please only the name of the place.
    .locked = Only support can change your place of birth now.
birth-country = Country of birth
    .missing = Choose your country of birth.
    .locked = Only support can change your country of birth now.
nationality = Nationality
    .missing = Choose your nationality.
    .locked = Only support can change your nationality now.

## Who cannot answer: what they say, and what helps

stuck-salutation = Neither of them is right
    .help = So far the bank has only these two. If you want neither, please contact support or identify yourself by video.
stuck-one-name = I have only one name
    .help = The bank needs a first and a last name here. If your ID has only one name, please contact support or identify yourself by video.
stuck-incomplete-birth-date = My ID has no day or month
    .help = The bank needs the whole date here. If your ID does not have it, please contact support or identify yourself by video.
stuck-no-nationality = I have no nationality
    .help = The bank cannot note this here. Please contact support or identify yourself by video. Have your travel document ready.
