"""Settings, Service rules: when a customer is such, then make these unavailable (S32)."""
