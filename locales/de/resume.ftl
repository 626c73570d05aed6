resume-title = Willkommen zurück
    .lead = Ihre Angaben sind noch da. Zu Ihrem Schutz fragen wir kurz nach, ob Sie es sind.
resume-action = Weitermachen
