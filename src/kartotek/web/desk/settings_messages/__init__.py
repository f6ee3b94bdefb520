"""Settings, Messages: which messages are sent, by which channel, and when."""
