"""Which nouns does version 1 have? One line each."""

from ninja import Router

STAFF: list[Router] = []

PUBLIC: list[Router] = []
