"""What do hours and bookings consist of? One file a noun."""
