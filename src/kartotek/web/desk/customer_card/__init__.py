"""The customer's card: who she is, whether she can book online, her bookings, and what happened to the card."""
