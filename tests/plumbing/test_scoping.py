"""Which business does a statement that is written out read?"""

import pytest
from django_scopes import ScopeError, scope, scopes_disabled

from kartotek.domain.businesses.models import Business
from kartotek.plumbing.scoping import business_in_scope


def test_it_is_that_of_the_scope_as_a_row_or_a_number(business: Business) -> None:
    with scope(business=business):
        assert business_in_scope() == business.pk
    with scope(business=business.pk):
        assert business_in_scope() == business.pk


def test_without_a_scope_nothing_is_read() -> None:
    with pytest.raises(ScopeError):
        business_in_scope()


def test_with_the_guard_off_it_is_none() -> None:
    with scopes_disabled():
        assert business_in_scope() is None
