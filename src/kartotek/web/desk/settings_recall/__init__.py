"""Settings: when customers are invited back."""
