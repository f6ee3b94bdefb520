"""What stands on the sample customers' cards? Card after card, so that a million need no room in memory."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random

from kartotek.cli.sample.names import COUNTRIES, Country
from kartotek.cli.sample.personas import PERSONAS, Persona
from kartotek.domain.customers.decisions.searching import search_keys
from kartotek.domain.customers.values import SearchKeys
from kartotek.kernel.text import fold

FIRST_NUMBER = 10001
SHARE_BEFORE_HISTORY = 0.4
NOTES = (
    "Prefers the window seat",
    "Comes with her daughter",
    "Please call before 10",
    "Likes it quiet",
    "Parks in the yard",
    "Pays by invoice",
)
_SHARES = list(accumulate(country.share for country in COUNTRIES))


@dataclass(frozen=True)
class Card:
    """A card before it becomes a row; `area` is a name or empty."""

    number: str
    first_name: str
    last_name: str
    email: str
    phone: str
    street: str
    postcode: str
    city: str
    country: str
    area: str
    language: str
    born_on: date | None
    note: str
    created_at: datetime
    archived_at: datetime | None
    persona: Persona | None

    @property
    def keys(self) -> SearchKeys:
        """What the card is found and sorted by, as the domain computes it for one typed by hand."""
        return search_keys(
            first_name=self.first_name,
            last_name=self.last_name,
            email=self.email,
            phone=self.phone,
            number=self.number,
        )


@dataclass(frozen=True)
class Joining:
    """When did how many become customers? Two fifths before the history begins, the rest evenly since."""

    customers: int
    starts_at: datetime
    now: datetime

    def at(self, index: int) -> datetime:
        """The moment at which the card of that position was made."""
        share = index / self.customers
        if share < SHARE_BEFORE_HISTORY:
            return self.starts_at - timedelta(days=1000) * (SHARE_BEFORE_HISTORY - share)
        return self.starts_at + (self.now - self.starts_at) * (
            (share - SHARE_BEFORE_HISTORY) / (1 - SHARE_BEFORE_HISTORY)
        )

    def count(self, moment: datetime) -> int:
        """How many cards there were for certain at the moment."""
        since = (moment - self.starts_at) / (self.now - self.starts_at)
        share = SHARE_BEFORE_HISTORY * 0.9 if since < 0 else SHARE_BEFORE_HISTORY + 0.6 * min(since, 1.0)
        return int(self.customers * share)


def is_archived(index: int) -> bool:
    """Some cards are archived; they have no bookings to come."""
    return index >= len(PERSONAS) and index % 97 == 53


def list_cards(rng: Random, joining: Joining) -> Iterator[Card]:
    """All cards in the order in which they were made; personas first."""
    phones = _Phones()
    seen: Counter[str] = Counter()
    for index in range(joining.customers):
        persona = PERSONAS[index] if index < len(PERSONAS) else None
        country = COUNTRIES[persona.country] if persona else _pick_country(rng)
        yield _card(rng, joining, index, persona, _Sources(country, phones, seen))


@dataclass(frozen=True)
class _Sources:
    country: Country
    phones: "_Phones"
    seen: Counter[str]


def _card(rng: Random, joining: Joining, index: int, persona: Persona | None, sources: _Sources) -> Card:
    country = sources.country
    first_name, last_name = (persona.first_name, persona.last_name) if persona else _pick_name(rng, country)
    postcode, city, area = rng.choice(country.towns)
    created_at = joining.at(index)
    return Card(
        number=str(FIRST_NUMBER + index),
        first_name=first_name,
        last_name=last_name,
        email=_email(rng, sources.seen, first_name, last_name) if persona or rng.random() < 0.94 else "",
        phone=sources.phones.next(country) if persona or rng.random() < 0.96 else "",
        street=f"{rng.choice(country.streets)} {rng.randint(1, 120)}",
        postcode=postcode,
        city=city,
        country="DK" if city.startswith(("København", "Frederiksberg")) else country.code,
        area=area,
        language="en" if not persona and rng.random() < 0.04 else country.language,
        born_on=date(rng.randint(1940, 2008), rng.randint(1, 12), rng.randint(1, 28)) if rng.random() < 0.3 else None,
        note=rng.choice(NOTES) if rng.random() < 0.08 else "",
        created_at=created_at,
        archived_at=created_at + (joining.now - created_at) * 0.7 if is_archived(index) else None,
        persona=persona,
    )


def _pick_country(rng: Random) -> Country:
    at = rng.random() * _SHARES[-1]
    return next(country for country, until in zip(COUNTRIES, _SHARES, strict=True) if at < until)


def _pick_name(rng: Random, country: Country) -> tuple[str, str]:
    first, last = rng.choice(country.first_names), rng.choice(country.last_names)
    chance = rng.random()
    if chance < 0.12:
        return f"{first} {rng.choice(country.first_names)}", last
    if chance < 0.34:
        return first, f"{rng.choice(country.middle_names)} {last}"
    return first, last


def _email(rng: Random, seen: Counter[str], first_name: str, last_name: str) -> str:
    """Unlike any other; nothing sent to example.com arrives anywhere."""
    first = first_name[0] if rng.random() < 0.3 else first_name
    local = "".join(
        letter for letter in fold(f"{first}.{last_name}").replace(" ", ".") if letter.isalnum() or letter in ".-"
    )
    seen[local] += 1
    return f"{local}{seen[local] if seen[local] > 1 else ''}@example.com"


class _Phones:
    """Numbers one after the other: those that are kept free for fiction first."""

    def __init__(self) -> None:
        self._numbers = {country.code: _list_phones(country) for country in COUNTRIES}

    def next(self, country: Country) -> str:
        """A number that no other card has."""
        return next(self._numbers[country.code])


def _list_phones(country: Country) -> Iterator[str]:
    for prefix, length, first, last in country.fiction:
        for number in range(first, last + 1):
            yield f"{prefix}{number:0{length}}"
    prefix, length = country.others
    for number in range(10**length):
        # 7919 has no factor in common with ten: every number once, neighbours far apart.
        yield f"{prefix}{(number * 7919) % 10**length:0{length}}"
