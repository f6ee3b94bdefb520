"""Who appears in the tests? One fixture a persona; the same person acts, signs in and holds an API token.

`owner`, `administrator`, `inspector` (of the area `area`), `receptionist`, `practitioner` work in `business`;
`other_owner` owns `other_business`; `stranger` is nobody. Each is an `Actor`; `signed_in(actor)` is her browser,
`bearer(actor)` her programs' header, `membership_of(actor)` her row.
"""

import pytest
from django.test import Client
from django_scopes import scopes_disabled
from tests.factories.businesses import make_area, make_business, make_membership, make_token, make_user

from kartotek.domain.audit.values import STRANGER, Actor
from kartotek.domain.businesses.models import Area, Business, Membership
from kartotek.domain.businesses.queries import actor_for_membership
from kartotek.domain.businesses.values import Role

NAMES = {
    Role.OWNER: "Mette Lund",
    Role.ADMINISTRATOR: "Jonas Krog",
    Role.INSPECTOR: "Karim Haddad",
    Role.RECEPTIONIST: "Signe Kragh",
    Role.PRACTITIONER: "Élodie Marchand",
}


def person(business: Business, role: Role, areas: tuple[Area, ...] = ()) -> Actor:
    """Somebody of that role in the business."""
    user = make_user(f"{role}@{business.slug}.example")
    return actor_for_membership(make_membership(business, role, user, areas, name=NAMES[role]))


def membership_of(actor: Actor) -> Membership:
    """The row behind an actor."""
    assert actor.id is not None
    with scopes_disabled():
        return Membership.objects.select_related("user", "business").get(pk=actor.id)


def bearer(actor: Actor) -> dict[str, str]:
    """Headers of a program that acts for the person: `client.get(url, headers=bearer(owner))`."""
    return {"Authorization": f"Bearer {make_token(membership_of(actor))}"}


def signed_in(actor: Actor) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    client.force_login(membership_of(actor).user, "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def business(db: None) -> Business:
    """Havnegade Salon & Klinik in Copenhagen."""
    return make_business()


@pytest.fixture
def other_business(db: None) -> Business:
    """A tenant of somebody else, in New York."""
    return make_business(
        "elsewhere", name="Elsewhere", timezone="America/New_York", country="US", currency="USD", default_language="en"
    )


@pytest.fixture
def area(business: Business) -> Area:
    """The area of the inspector."""
    return make_area(business, "Indre By")


@pytest.fixture
def other_area(business: Business) -> Area:
    """An area of the business that is not the inspector's."""
    return make_area(business, "Amager")


@pytest.fixture
def owner(business: Business) -> Actor:
    """Mette Lund, who owns the business."""
    return person(business, Role.OWNER)


@pytest.fixture
def administrator(business: Business) -> Actor:
    """Jonas Krog, who runs it."""
    return person(business, Role.ADMINISTRATOR)


@pytest.fixture
def inspector(business: Business, area: Area) -> Actor:
    """Karim Haddad, who looks after one area."""
    return person(business, Role.INSPECTOR, (area,))


@pytest.fixture
def receptionist(business: Business) -> Actor:
    """Signe Kragh at the front desk."""
    return person(business, Role.RECEPTIONIST)


@pytest.fixture
def practitioner(business: Business) -> Actor:
    """Élodie Marchand, who treats people."""
    return person(business, Role.PRACTITIONER)


@pytest.fixture
def other_owner(other_business: Business) -> Actor:
    """The owner of another tenant's business."""
    return person(other_business, Role.OWNER)


@pytest.fixture
def stranger() -> Actor:
    """Nobody we know."""
    return STRANGER
