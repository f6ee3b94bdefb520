"""Which customers are meant, by a list or by letters to all of it? One shape, in the words of the domain."""

from datetime import date
from typing import Literal

from ninja import Field

from kartotek.api.kit.shapes import Shape, id_from_body
from kartotek.api.v1.customer_shapes import EmailState
from kartotek.domain.access.values import State
from kartotek.domain.businesses.queries import find_area_with_parts
from kartotek.domain.customers.values import Sort, Wanted
from kartotek.domain.overview.decisions.narrowing import birthday_of
from kartotek.domain.overview.values import CustomerQuestion, Days, Traits

_NEW_YEAR, _NEW_YEARS_EVE = "01-01", "12-31"


class CustomersFilter(Shape):
    """Which customers; a search sorts by how well a card fits. `area` means that area and its parts.

    Dates are those of the business, both ends included. `last_visit_…`: when the latest visit was that is over;
    `next_visit_…`: when the earliest is that is not; `next_visit`: whether there is one. `no_shows_min`: at least so
    many missed visits. `birthday_…`: days of any year as MM-DD, also over New Year. `language`: what they are written
    to in. `service`: what they come for, or came for.
    """

    search: str = ""
    access: State | None = None
    area: str = ""
    tag: str = ""
    email_state: EmailState | None = None
    last_visit_from: date | None = None
    last_visit_to: date | None = None
    next_visit: Literal["none", "some"] | None = None
    next_visit_from: date | None = None
    next_visit_to: date | None = None
    no_shows_min: int | None = None
    birthday_from: str = Field("", examples=["12-24"])
    birthday_to: str = Field("", examples=["01-06"])
    language: str = ""
    service: str = ""
    archived: bool = False
    sort: Sort = Sort.NAME

    def question(self) -> CustomerQuestion:
        """The same in the words of the domain."""
        return CustomerQuestion(
            search=self.search,
            state=self.access,
            tag_id=id_from_body("tag", self.tag) if self.tag else None,
            is_bounced=None if self.email_state is None else self.email_state == "bounced",
            traits=self._traits(),
            wanted=Wanted(
                area_ids=find_area_with_parts(id_from_body("area", self.area)) if self.area else None,
                is_archived=self.archived,
                sort=self.sort,
            ),
        )

    def _traits(self) -> Traits:
        return Traits(
            last_visit=Days(self.last_visit_from, self.last_visit_to),
            has_next_visit=None if self.next_visit is None else self.next_visit == "some",
            next_visit=Days(self.next_visit_from, self.next_visit_to),
            no_shows=self.no_shows_min,
            birthdays=self._birthdays(),
            language=self.language,
            service_id=id_from_body("service", self.service) if self.service else None,
        )

    def _birthdays(self) -> tuple[int, int] | None:
        if not (self.birthday_from or self.birthday_to):
            return None
        return (
            birthday_of("birthday_from", self.birthday_from or _NEW_YEAR),
            birthday_of("birthday_to", self.birthday_to or _NEW_YEARS_EVE),
        )
