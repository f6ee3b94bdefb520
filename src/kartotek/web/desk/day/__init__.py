"""The day list: who comes when, and what can be done about it."""
