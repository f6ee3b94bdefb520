"""A customer of one area with everything that can hang on a customer, and marks by which a leak is recognised.

Two inspectors with every permission there is: one looks after the area the customer's area is part of, the other after
another one. What the first is shown and the second is not is what areas are for (S41).
"""

from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

from tests.factories.access import make_refusal
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_terms
from tests.factories.businesses import make_area, make_membership
from tests.factories.check_ins import make_check_in
from tests.factories.customers import make_customer
from tests.factories.letters import make_letters
from tests.factories.messages import make_message
from tests.factories.recall import make_enrolment, make_invitation, make_plan
from tests.factories.reminders import make_firing, make_item, make_reminder
from tests.factories.restrictions import make_exception, make_lock, make_rule, make_tag
from tests.factories.waiting import make_waiting
from tests.personas import membership_of
from tests.walks.world import AT, World, build_world

from kartotek.domain.access.models import ServiceRule, Tag
from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import SYSTEM, Actor, Target
from kartotek.domain.booking.models import Booking, ClassSession
from kartotek.domain.booking.values.bookings import Booker
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.businesses.queries import actor_for_membership
from kartotek.domain.businesses.values import Permission, Role
from kartotek.domain.customers.models import Customer, Notice
from kartotek.domain.messaging.models import StaffNotice
from kartotek.domain.reminders.models import Reminder

MARK = "zirconium"
NUMBER = "8842067"
MARKS = ("Quistorff", "quistorff", "31550199", "31 55 01 99", MARK, NUMBER, "731000129")
GRANTED = [str(one) for one in Permission if one is not Permission.OWNERS_MANAGE]
BOOKER = Booker("Karla", "Quistorff", "karla.quistorff@example.com", "+4531550199")


@dataclass(frozen=True)
class Planted:
    """The world with the marked customer's things in place of those it came with."""

    world: World
    insider: Actor
    outsider: Actor

    @property
    def business(self) -> Business:
        """Where all this is."""
        return self.world.business

    @property
    def ids(self) -> dict[str, str]:
        """The id of each object by the name paths give it."""
        return self.world.ids


def shown(text: str) -> set[str]:
    """The marks that stand in an answer."""
    return {mark for mark in MARKS if mark in text}


def plant(business: Business) -> Planted:
    """Build it; call it with scopes disabled."""
    world = build_world(business)
    north, south = make_area(business, "North"), make_area(business, "South")
    card = _card(business, make_area(business, "North-East", north))
    tag = make_tag(business, "Long-standing", card)
    world.ids.update({name: str(value) for name, value in _things(world, card, tag).items()})
    world.ids.update(area=str(south.pk), tag=str(tag.pk), template="booking_moved.email.da")
    _neighbour(world, south, card)
    insider, outsider = _inspector(business, north), _inspector(business, south)
    world.ids.update(item=str(_inboxes(world, insider, outsider)))
    world.ids.update(job=str(make_letters(business, insider.id or 0, card.pk).pk))
    return Planted(world, insider, outsider)


def _card(business: Business, area: Area) -> Customer:
    return make_customer(
        business,
        BOOKER.first_name,
        BOOKER.last_name,
        id=731_000_129,
        number=NUMBER,
        email=BOOKER.email,
        phone=BOOKER.phone,
        note=MARK,
        important_note=MARK,
        area=area,
    )


def _agreed(card: Customer, rule: ServiceRule, salon: Salon) -> dict[str, int]:
    return {
        "exception": make_exception(card, rule=rule, reason=MARK, until_on=date(2027, 1, 1)).pk,
        "terms": make_terms(card, salon.service).pk,
    }


def _things(world: World, card: Customer, tag: Tag) -> dict[str, int]:
    business, salon = world.business, world.salon
    booking = make_booking(salon, card, MONDAY_10.replace(hour=11), status="pending", note=MARK, internal_note=MARK)
    proposal = {"last_name": {"card": "Quistorff", "typed": "Quistorff-Holm"}}
    told = {"override_reason": MARK, "overridden_by": MARK, "overridden_at": AT}
    Booking.objects.filter(pk=booking.pk).update(proposal=proposal, **told)
    _seat(world, card)
    make_check_in(business, AT, card, override_reason=MARK)
    lock = make_lock(card, note=MARK, placed_by=MARK, ends_at=AT + timedelta(days=1))
    make_lock(card, AT - timedelta(days=800), note=MARK, placed_by=MARK)
    make_lock(card, note=MARK, placed_by=MARK, lifted_at=AT, was_mistake=True)
    said = {"to": card.email, "subject": MARK, "body": MARK, "html": f"<p>{MARK}</p>"}
    message = make_message(business, card, state="queued", due_at=AT + timedelta(hours=1), **said)
    notice = StaffNotice.objects.create(
        business=business, customer=card, kind="lock_placed", data={"name": "Karla Quistorff"}, key=MARK, at=AT
    )
    kept = Notice.objects.create(business=business, customer=card, text=MARK, at=AT, by="Mette Lund")
    record(
        actor=SYSTEM, now=AT, business_id=business.pk, action="customer.edited",
        target=Target("customer", card.pk, customer_id=card.pk), changes={"note": ("", MARK)},
    )  # fmt: skip
    rule = make_rule(business, when={"no_shows": 7})
    reminder = make_reminder(card, name=MARK, text=MARK)
    enrolment = make_enrolment(make_plan(salon.service, "Regulars"), card)
    plan = enrolment.plan_id
    make_invitation(enrolment)
    return {
        "customer": card.pk,
        "booking": booking.pk,
        "refusal": make_refusal(business, AT, card, claimed=_claimed(), message=MARK).pk,
        **_agreed(card, rule, salon),
        "lock": lock.pk,
        "waiting": make_waiting(business, salon.service, BOOKER, customer=card).pk,
        "notice": notice.pk,
        "kept_notice": kept.pk,
        "message": message.pk,
        "reminder": reminder.pk,
        "recall_plan": plan,
        "plan": plan,
    }


def _inboxes(world: World, insider: Actor, outsider: Actor) -> int:
    """It fired while both looked after the area, and lies in both inboxes still; the item of the one who does now."""
    firing = make_firing(Reminder.objects.get(pk=world.ids["reminder"]))
    items = [make_item(firing.reminder, membership_of(actor), firing) for actor in (insider, outsider)]
    return items[0].pk


def _claimed() -> dict[str, str]:
    return {name: str(asdict(BOOKER)[name]) for name in ("first_name", "last_name", "email", "phone")}


def _seat(world: World, card: Customer) -> None:
    session = ClassSession.objects.get(pk=world.ids["session"])
    yoga = replace(world.salon, service=session.service)
    seat = make_booking(yoga, card, session.starts_at, session.employee, session=session, status="cancelled", note=MARK)
    Booking.objects.filter(pk=seat.pk).update(status="confirmed")  # the time is the session's, not the seat's
    make_booking(world.salon, card, MONDAY_10.replace(day=9), status="completed", note=MARK)


def _neighbour(world: World, area: Area, card: Customer) -> None:
    """Somebody of the other inspector's area whose booking may be the marked customer's; and nobody's refusal."""
    freja = make_customer(world.business, "Freja", "Holm", area=area, phone="+4550550162", is_possible_match=True)
    doubt = make_booking(world.salon, freja, MONDAY_10.replace(hour=13))
    matches = [{"customer": card.pk, "why": "phone"}]
    Booking.objects.filter(pk=doubt.pk).update(possible_matches=matches)
    make_refusal(world.business, AT, claimed=_claimed())
    make_waiting(world.business, world.salon.service, BOOKER)
    world.ids.update(own_customer=str(freja.pk), own_booking=str(doubt.pk))


def _inspector(business: Business, area: Area) -> Actor:
    """Whoever sees one area and may do everything there."""
    return actor_for_membership(make_membership(business, Role.INSPECTOR, areas=(area,), granted=GRANTED))
