rejected-title = Das hat so nicht geklappt
    .lead = Ihre Angaben bleiben erhalten.
remedy-another-iban = Nehmen Sie ein Konto, das Ihnen allein gehört und für das Sie Onlinebanking nutzen.
remedy-video = Dabei zeigen Sie Ihren Ausweis vor der Kamera. Das dauert nur wenige Minuten.
remedy-complete-data = Der Bank fehlen noch Angaben zu Ihrer Person. Bitte sehen Sie diese noch einmal durch, danach geht es weiter.
remedy-verify-number = Wir schicken Ihnen dafür einen Code per SMS. Danach geht es weiter.
remedy-restart = Geben Sie einfach Ihre IBAN noch einmal ein.
remedy-support = Oft hilft es, es in ein paar Minuten noch einmal zu versuchen. Wenn nicht, nennen Sie dem Support bitte diese Referenz.
remedy-support-ended = Diese Identifizierung ist beendet. Wenn Sie neu beginnen, melden Sie sich noch einmal bei Ihrer Bank an. Klappt es auch dann nicht, nennen Sie dem Support bitte diese Referenz.
# Variables: $attempts, a number: how many identifications can still be begun.
attempts-left =
    { $attempts ->
        [0] Sie haben keinen Versuch mehr auf diesem Weg.
        [one] Sie haben auf diesem Weg noch einen Versuch.
       *[other] Sie haben auf diesem Weg noch { $attempts } Versuche.
    }

## What can be done now: buttons

way-another-iban = Andere IBAN verwenden
way-video = Zur Video-Identifizierung
way-complete-data = Angaben ergänzen
way-verify-number = Mobilnummer bestätigen
way-restart = Noch einmal beginnen
way-retry = Noch einmal versuchen
