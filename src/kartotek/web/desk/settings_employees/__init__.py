"""Settings, employees: who has a calendar, what they perform and on which own terms."""
