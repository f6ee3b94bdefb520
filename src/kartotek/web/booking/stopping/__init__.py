"""Stop reminders and invitations by the link in a message, or get them again."""
