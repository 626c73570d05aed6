done-title = Geschafft, alles ist unterschrieben
# Variables: $at, date and time.
done-signed-at = Unterschrieben am { $at }.
done-documents = Ihre Dokumente
done-late = Ihre Unterschrift gilt, aber die unterschriebenen Dokumente brauchen länger als sonst. Sobald sie da sind, stehen sie hier. Bleiben sie aus, hilft Ihnen der Support.
done-save = Alle speichern
done-next = Wie es weitergeht
done-next-keep = Bewahren Sie die Dokumente gut auf.
done-next-partner = Ihr Anbieter meldet sich bei Ihnen, sobald alles eingerichtet ist.
done-next-close = Die 5 Cent sehen Sie in den nächsten Tagen auf Ihrem Konto. Sie können diese Seite jetzt schließen.
