rejected-title = Das hat so nicht geklappt
    .lead = Ihre Angaben bleiben erhalten.
remedy-another-iban = Nehmen Sie ein Konto, das Ihnen allein gehört und für das Sie Onlinebanking nutzen.
remedy-video = Dabei zeigen Sie Ihren Ausweis vor der Kamera. Das dauert nur wenige Minuten.
remedy-complete-data = Der Bank fehlen noch Angaben zu Ihrer Person. Bitte sehen Sie diese noch einmal durch, danach geben Sie Ihre IBAN neu ein.
remedy-verify-number = Wir schicken Ihnen dafür einen Code per SMS. Danach geben Sie Ihre IBAN neu ein.
remedy-restart = Geben Sie einfach Ihre IBAN noch einmal ein.
remedy-support = Oft hilft es, es in ein paar Minuten noch einmal zu versuchen. Wenn nicht, nennen Sie dem Support bitte diese Referenz.

## What can be done now: buttons

way-another-iban = Andere IBAN verwenden
way-video = Zur Video-Identifizierung
way-complete-data = Angaben ergänzen
way-verify-number = Mobilnummer bestätigen
way-restart = Noch einmal beginnen
way-retry = Noch einmal versuchen
