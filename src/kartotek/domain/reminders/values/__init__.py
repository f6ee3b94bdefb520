"""What do reminders consist of? One file a noun."""
