"""What follows from the facts about hours and bookings? Pure; one file a question."""
