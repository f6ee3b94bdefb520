"""One booking: everything about it, what staff do with it, and how they make a new one."""
