"""What is known of customers? One file a question."""

from kartotek.domain.customers.queries.cards import get_customer, get_customers, visible_to
from kartotek.domain.customers.queries.duplicates import find_possible_duplicates
from kartotek.domain.customers.queries.lists import count_cards_by_area, list_cards, sort_key
from kartotek.domain.customers.queries.notices import list_notices
from kartotek.domain.customers.queries.search import read_found, search_customers

__all__ = [
    "count_cards_by_area",
    "find_possible_duplicates",
    "get_customer",
    "get_customers",
    "list_cards",
    "list_notices",
    "read_found",
    "search_customers",
    "sort_key",
    "visible_to",
]
