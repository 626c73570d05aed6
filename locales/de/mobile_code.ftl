mobile-code-title = Code eingeben
mobile-code-change-number = Andere Nummer verwenden
