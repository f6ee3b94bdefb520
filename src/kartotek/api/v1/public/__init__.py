"""What anybody may ask: the booking site's side of the API, under /public/{business}/."""
