"""When does a reminder come, to whom, in which words, and what may be saved? Pure answers."""
