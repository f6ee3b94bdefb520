"""Sign in with a code, no password: a proof of the address (S20, S22)."""
