"""Settings, Online booking, Customers: who may book, how much, how soon, and what the others are told."""
