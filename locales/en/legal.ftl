### Consents. Legal texts are not to be changed without the bank's approval; what is marked `draft` is not approved yet.
### `<name>words</name>` is a link to the address in `link-name`.

# official
terms-conditions = I accept the <terms>General Terms & Conditions</terms>, the <prices>List of Prices and Services</prices> and <conditions>all other conditions of Solaris SE</conditions>.
    .missing = Please accept the terms and conditions.
    .out-of-bounds = Please tick this box once more.
# draft
data-terms = I have read the <privacy>privacy information of Solaris SE</privacy> and agree that my data is processed to identify me and to sign the contract.
    .missing = Please accept the privacy information.
    .out-of-bounds = Please tick this box once more.
# draft
own-economic-interest = I act in my own economic interest and on my own account, not for another person.
    .missing = Please confirm that you act for yourself.
    .out-of-bounds = Please tick this box once more.
# draft
fatca-crs = I confirm that my tax information (FATCA and CRS) is complete and correct and that I will report changes without delay.
    .missing = Please confirm your tax information.
    .out-of-bounds = Please tick this box once more.
# official
swisscom-terms = I read and understood the <swisscom>General Terms and Conditions of Swisscom</swisscom>.
    .hint = Swisscom issues the electronic signature.
    .missing = Please accept the terms of Swisscom.
    .out-of-bounds = Please tick this box once more.

link-terms = https://www.solarisgroup.com/customer-information/
link-prices = https://www.solarisgroup.com/customer-information/
link-conditions = https://www.solarisgroup.com/customer-information/
link-privacy = https://www.solarisgroup.com/customer-information/
link-swisscom = https://trustservices.swisscom.com/repository
