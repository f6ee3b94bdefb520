"""Which weekly plans has an employee, one for each time of the year, and which of them is meant?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext

from kartotek.domain.booking.values.hours import HoursItem, Validity
from kartotek.web.kit import dates

ALWAYS = Validity(None, None)


@dataclass(frozen=True)
class Plan:
    """The weekly hours of one validity."""

    validity: Validity
    items: tuple[HoursItem, ...]

    @property
    def label(self) -> str:
        """“From Tue 1 Dec 2026”."""
        first_on, last_on = self.validity
        if first_on is None:
            return gettext("Always") if last_on is None else gettext("Until %(day)s") % {"day": dates.day(last_on)}
        if last_on is None:
            return gettext("From %(day)s") % {"day": dates.day(first_on)}
        return gettext("%(first)s to %(last)s") % {"first": dates.day(first_on), "last": dates.day(last_on)}

    @property
    def query(self) -> str:
        """What the address says of it."""
        given = {"from": self.validity.first_on, "to": self.validity.last_on}
        return urlencode({name: on.isoformat() for name, on in given.items() if on is not None} or {"plan": "always"})


def plans_of(items: Sequence[HoursItem]) -> list[Plan]:
    """The plans in order of time."""
    groups: dict[Validity, list[HoursItem]] = {}
    for item in items:
        groups.setdefault(Validity(item.valid_from, item.valid_to), []).append(item)
    plans = [Plan(validity, tuple(each)) for validity, each in groups.items()]
    return sorted(plans, key=lambda plan: (plan.validity.first_on or date.min, plan.validity.last_on or date.max))


def chosen(plans: Sequence[Plan], asked: Validity | None, today: date) -> Plan:
    """The plan asked for, else the one that holds today, else the first; an empty one where there is none."""
    for plan in plans:
        if plan.validity == asked:
            return plan
    for plan in plans:
        first_on, last_on = plan.validity
        if (first_on is None or first_on <= today) and (last_on is None or today <= last_on):
            return plan
    return plans[0] if plans else Plan(ALWAYS, ())
