"""What is asked with bookings: the extra fields of the services."""
