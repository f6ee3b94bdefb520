"""The customer card: who it is, may she book online, what is booked, what was changed."""
