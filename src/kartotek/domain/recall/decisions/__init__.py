"""Pure answers about recall."""
