"""Endless locks that have come up for review: keep, shorten, or lift them, with a reason."""
