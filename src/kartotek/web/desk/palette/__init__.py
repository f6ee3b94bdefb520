"""Search anything from any page: customers, their coming bookings, screens and settings; `/` goes there."""
