"""On which stage do the stories of the personas play: who acts there, and who is who?"""

from dataclasses import dataclass
from datetime import datetime

from kartotek.cli.sample.clinic import STAFF
from kartotek.cli.sample.personas import PERSONAS
from kartotek.domain.audit.values import Actor, ActorKind
from kartotek.domain.businesses.decisions import effective_permissions
from kartotek.domain.businesses.queries import get_business_by_slug
from kartotek.domain.businesses.values import BusinessLike, Role


@dataclass(frozen=True)
class Stage:
    """The business, the ids of its people, of the personas' cards and of its services, each in the order of the sample.

    A sample of few customers has not every persona: a story without its person is left out.
    """

    slug: str
    people: tuple[int, ...]
    cards: tuple[int, ...]
    services: tuple[int, ...]
    now: datetime

    @property
    def business(self) -> BusinessLike:
        """The business as the domain knows it."""
        return get_business_by_slug(self.slug)

    def staff(self, role: Role) -> Actor:
        """Somebody of that role, with what she may."""
        at, person = next((at, person) for at, person in enumerate(STAFF) if person.role == role.value)
        return Actor(ActorKind.STAFF, self.people[at], person.name, effective_permissions(role, (), ()))

    def who(self, story: str) -> int | None:
        """The card of that story."""
        return next((card for card, one in zip(self.cards, PERSONAS, strict=False) if one.story == story), None)
