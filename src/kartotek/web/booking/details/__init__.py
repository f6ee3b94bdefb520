"""Steps 4 and 5: who is it for, is all of it right? And then the booking."""
