"""The list of customers, with instant search and the filter by access."""
