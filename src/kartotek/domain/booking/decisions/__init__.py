"""What is free, who gets it, what may happen to a booking? Pure; values in, verdicts out."""
