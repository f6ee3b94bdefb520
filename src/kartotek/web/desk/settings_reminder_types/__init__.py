"""Settings: what reminders can be about."""
