# Nordlicht's customers know the shop's name for it.
done-next-partner = Nordlicht pays out your loan within the next days.
