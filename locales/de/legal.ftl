### Consents. Legal texts are not to be changed without the bank's approval; what is marked `draft` is not approved yet.
### `<name>words</name>` is a link to the address in `link-name`.

# official
terms-conditions = Hiermit akzeptiere ich die <terms>Allgemeinen Geschäftsbedingungen</terms>, das <prices>Preis- und Leistungsverzeichnis</prices>, und <conditions>alle andere Bedingungen der Solaris SE</conditions>.
    .missing = Bitte stimmen Sie den Geschäftsbedingungen zu.
    .out-of-bounds = Bitte setzen Sie das Häkchen noch einmal.
# draft
data-terms = Ich habe die <privacy>Datenschutzhinweise der Solaris SE</privacy> gelesen und willige ein, dass meine Daten für die Identifizierung und die Unterzeichnung des Vertrags verarbeitet werden.
    .missing = Bitte stimmen Sie den Datenschutzhinweisen zu.
    .out-of-bounds = Bitte setzen Sie das Häkchen noch einmal.
# draft
own-economic-interest = Ich handle im eigenen wirtschaftlichen Interesse und auf eigene Rechnung, nicht für eine andere Person.
    .missing = Bitte bestätigen Sie, dass Sie für sich selbst handeln.
    .out-of-bounds = Bitte setzen Sie das Häkchen noch einmal.
# draft
fatca-crs = Ich bestätige, dass meine Angaben zur Steuerpflicht (FATCA und CRS) vollständig und richtig sind und dass ich Änderungen unverzüglich mitteile.
    .missing = Bitte bestätigen Sie Ihre Angaben zur Steuerpflicht.
    .out-of-bounds = Bitte setzen Sie das Häkchen noch einmal.
# official
swisscom-terms = Ich habe die <swisscom>Allgemeinen Geschäftsbedingungen der Swisscom</swisscom> gelesen und verstanden.
    .hint = Swisscom stellt die elektronische Unterschrift aus.
    .missing = Bitte stimmen Sie den Bedingungen der Swisscom zu.
    .out-of-bounds = Bitte setzen Sie das Häkchen noch einmal.

link-terms = https://www.solarisgroup.com/customer-information/
link-prices = https://www.solarisgroup.com/customer-information/
link-conditions = https://www.solarisgroup.com/customer-information/
link-privacy = https://www.solarisgroup.com/customer-information/
link-swisscom = https://trustservices.swisscom.com/repository
