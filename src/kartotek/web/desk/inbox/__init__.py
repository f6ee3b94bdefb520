"""The inbox of the staff: what happened that somebody should look at."""
