"""The calendar: a day of everybody, a week of one, or a list; what is dragged there, and how it stays up to date."""
