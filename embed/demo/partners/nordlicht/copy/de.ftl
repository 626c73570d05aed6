# Nordlicht's customers know the shop's name for it.
done-next-partner = Nordlicht zahlt Ihren Kredit in den nächsten Tagen aus.
