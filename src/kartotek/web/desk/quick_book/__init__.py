"""Quick booking by keyboard: who, what, when, done; a dialog over whatever page is open."""
