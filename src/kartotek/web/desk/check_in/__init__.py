"""The door: scan a card, and see who may come in; and the list of those who came."""
