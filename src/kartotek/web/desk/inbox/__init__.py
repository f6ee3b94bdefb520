"""The inbox of the staff: reminders that came, and what happened that somebody should look at."""
