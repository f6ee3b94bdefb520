"""What is known about hours, free times and bookings? One file a noun."""
