"""Why customers may be locked: the reasons of the business, the ends they offer, the review of endless locks."""
