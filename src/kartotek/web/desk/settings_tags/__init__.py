"""Settings, Tags: the marks staff put on cards."""
