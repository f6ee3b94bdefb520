"""Is a change stored with its version, and somebody else's noticed?"""

import pytest

from kartotek.domain.businesses.models import Business
from kartotek.kernel.errors import Stale
from kartotek.plumbing.versions import check_version, write_changes


def test_what_differs_is_stored_and_counted_once(business: Business) -> None:
    assert write_changes(business, {"name": "New", "city": business.city, "postcode": "1"}) == {
        "name": ("Havnegade Salon & Klinik", "New"),
        "postcode": ("1058", "1"),
    }
    business.refresh_from_db()
    assert (business.name, business.postcode, business.version) == ("New", "1", 2)


def test_nothing_differs_nothing_is_written(business: Business) -> None:
    assert write_changes(business, {"name": business.name}) == {}
    assert business.version == 1


def test_only_another_version_is_stale(business: Business) -> None:
    check_version(business, None)
    check_version(business, 1)
    with pytest.raises(Stale):
        check_version(business, 2)
