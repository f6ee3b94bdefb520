"""Why customers may be locked: the business's own reasons, the ends they offer, and how often endless ones are reviewed."""
