stopped-title = Dieser Vorgang ist beendet
remedy-stop = Hier können wir den Vorgang nicht fortsetzen.
remedy-use-account = Bitte nutzen Sie Ihr bestehendes Konto. Hier ist nichts mehr zu tun.
stopped-video = Weiter geht es mit der Video-Identifizierung. Halten Sie bitte Ihren Ausweis bereit.
stopped-video-link = Video-Identifizierung öffnen
stopped-video-partner = Kehren Sie dazu bitte auf die Seite zurück, von der Sie gekommen sind.
stopped-deleted = Ihre Daten wurden gelöscht. Wenn Sie sich doch identifizieren möchten, beginnen Sie bitte neu.
action-begin-again = Neu beginnen
