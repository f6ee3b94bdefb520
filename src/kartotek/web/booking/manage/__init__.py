"""The customer's page of one booking, reached by its link: see, add to a calendar, move, cancel."""
