"""Which codes can be picked, and what do they look like filled? For the picker, the API and the handbook."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from kartotek.domain.messaging.decisions.codes.filling import Scene, filled
from kartotek.domain.messaging.decisions.codes.table import CODE_ROWS, LOOP_ROWS
from kartotek.domain.messaging.values.codes import (
    BookingFacts,
    BusinessFacts,
    CodeEntry,
    CustomerFacts,
    Facts,
    Family,
    ReminderFacts,
)
from kartotek.kernel.money import Money

_ZONE: Final = "Europe/Copenhagen"
_SITE: Final = "https://book.example.com/havnegade"


def example_facts(language: str) -> Facts:
    """A customer of the sample salon with two coming appointments, the first of them what the message is about."""
    first = _booking(datetime(2026, 11, 12, 13, tzinfo=ZoneInfo(_ZONE)), "Helfarve", "Jonas Krog", 120)
    second = _booking(datetime(2026, 12, 10, 14, 30, tzinfo=ZoneInfo(_ZONE)), "Hårkur", "Élodie Marchand", 45)
    return Facts(
        business=BusinessFacts(
            name="Havnegade Salon & Klinik",
            phone="+4533550120",
            email="hej@havnegade.example",
            address="Havnegade 12, 1058 København K",
            opening_text="Mon–Fri 9–17:30, Sat 9–14",
            site_link=f"{_SITE}/",
            my_page_link=f"{_SITE}/me/",
        ),
        language=language,
        timezone=_ZONE,
        now=datetime(2026, 11, 11, 10, 54, tzinfo=ZoneInfo(_ZONE)),
        customer=CustomerFacts(
            first_name="Sofie",
            last_name="Bjerregaard",
            number="10217",
            email="sofie.bjerregaard@example.com",
            phone="+4522550114",
            address="Strandgade 4, 1401 København K",
        ),
        booking=first,
        coming=(first, second),
        code="482913",
        opt_out_link=f"{_SITE}/stop/4xk2",
        reminder=ReminderFacts("Call about the patch test", "The test must be two days old."),
    )


def list_codes(language: str = "en") -> tuple[CodeEntry, ...]:
    """All codes and the tags of loops, family by family."""
    facts = example_facts(language)
    scene = Scene(facts, facts.booking)
    codes = [
        CodeEntry(row.code.value, row.danish, row.family, row.description, filled(row.code, scene)) for row in CODE_ROWS
    ]
    loops = [CodeEntry(row.loop.value, row.loop.value, Family.LOOPS, row.description, "") for row in LOOP_ROWS]
    return (*codes, *loops)


def _booking(starts_at: datetime, service: str, employee: str, minutes: int) -> BookingFacts:
    return BookingFacts(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        service=service,
        employee=employee,
        price=Money(Decimal("1195.00"), "DKK"),
        location="Havnegade",
        location_address="Havnegade 12, 1058 København K",
        cancel_until=starts_at - timedelta(hours=24),
        cancel_reason="Illness",
        offer_until=starts_at - timedelta(hours=26),
        manage_link=f"{_SITE}/manage/4xk2/",
        cancel_link=f"{_SITE}/manage/4xk2/cancel/",
    )
