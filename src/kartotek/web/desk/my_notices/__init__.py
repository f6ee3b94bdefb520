"""My notices: what I want to be told by e-mail."""
