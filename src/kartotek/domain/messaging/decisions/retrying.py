"""Is a message that did not go out tried again?"""

from typing import Final

MOST_ATTEMPTS: Final = 4


def is_worth_retrying(attempts: int, *, is_permanent: bool) -> bool:
    """Whether a message that did not go out is tried again."""
    return not is_permanent and attempts < MOST_ATTEMPTS
