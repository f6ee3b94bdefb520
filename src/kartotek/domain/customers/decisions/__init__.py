"""Is a card valid, how is it found, and who may be the same person? Pure; values in, verdicts out."""

from kartotek.domain.customers.decisions.details import checked_changes, checked_details
from kartotek.domain.customers.decisions.duplicates import are_names_alike, likenesses
from kartotek.domain.customers.decisions.notices import LONGEST_NOTICE, check_notice
from kartotek.domain.customers.decisions.searching import Term, nearest, search_keys, term_of

__all__ = [
    "LONGEST_NOTICE",
    "Term",
    "are_names_alike",
    "check_notice",
    "checked_changes",
    "checked_details",
    "likenesses",
    "nearest",
    "search_keys",
    "term_of",
]
