"""What do all screens share? Base pages, components, the way into a view, and how an error becomes a page."""
