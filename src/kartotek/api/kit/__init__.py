"""What all nouns of the API share: who calls, how errors look, repeated requests, pages of a list."""
