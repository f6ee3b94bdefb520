"""Why may she book, or why not? Every check of one decision, in order, asked now."""
