"""What follows from what many apps know? Pure; values in, verdicts out."""
