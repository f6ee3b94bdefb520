"""Settings, opening hours: the weekly plans of an employee, days away, extra openings, closed days."""
