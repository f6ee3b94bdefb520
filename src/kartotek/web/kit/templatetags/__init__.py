"""Tags and filters of the kit; they are built in, no template loads them."""
