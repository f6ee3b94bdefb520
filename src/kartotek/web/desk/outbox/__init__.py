"""The outbox: what went out of the business, what waits, what did not get through."""
