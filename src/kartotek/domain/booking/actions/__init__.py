"""What can be done with hours and bookings? One file a verb or noun."""
