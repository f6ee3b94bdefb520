"""Under which address does the world reach this installation? That of KARTOTEK_BASE_URL, never the Host header."""

from django.conf import settings


def absolute(path: str) -> str:
    """The full address of a path that begins with a slash."""
    return f"{settings.BASE_URL}{path}"
