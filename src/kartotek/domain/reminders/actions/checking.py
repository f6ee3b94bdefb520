"""May a reminder be saved as it would be? Its fields, its type, and whether a text message reaches anybody (S40)."""

from kartotek.domain.reminders.decisions.checking import reminder_problems
from kartotek.domain.reminders.decisions.firing import recipients
from kartotek.domain.reminders.models import Reminder, ReminderType
from kartotek.domain.reminders.queries.people import people_of
from kartotek.domain.reminders.values.reminders import Audience, Channel, ReminderDetails
from kartotek.kernel.errors import Invalid, Problem
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import transport

_BY_SMS = frozenset({Channel.SMS.value, Channel.EMAIL_SMS.value})


def check(
    details: ReminderDetails, *, business_id: int, area_id: int | None, row: Reminder | None = None
) -> tuple[str, ...]:
    """Raise Invalid with everything that is wrong; else the names of those whom no text message would reach.

    `row`: as it stands; its type may be archived, and what reached nobody before may stay as it is.
    """
    problems = [*reminder_problems(details), *_type_problems(details, row)]
    without: tuple[str, ...] = ()
    if details.channel in _BY_SMS and not any(problem.field == "recipients" for problem in problems):
        is_old = row is not None and (row.channel, row.recipients) == (details.channel, details.recipients)
        found, without = _unreached(details, business_id, area_id)
        problems += [] if is_old else found
    if problems:
        raise Invalid(problems=tuple(problems))
    return without


def _type_problems(details: ReminderDetails, row: Reminder | None) -> list[Problem]:
    is_old = row is not None and row.type_id == details.type_id
    if is_old or ReminderType.objects.filter(pk=details.type_id, archived_at=None).exists():
        return []
    return [Problem("type", "unknown", gettext_noop("Choose one of the types."))]


def _unreached(
    details: ReminderDetails, business_id: int, area_id: int | None
) -> tuple[list[Problem], tuple[str, ...]]:
    if transport.is_captured("sms"):
        return [Problem("channel", "sms_off", gettext_noop("Text messages are not set up here."))], ()
    people = recipients(Audience(details.recipients), area_id, people_of([business_id])[business_id]).people
    without = tuple(person.name for person in people if not person.phone)
    if without and len(without) == len(people):
        return [Problem("channel", "no_number", gettext_noop("No recipient has a phone number."))], without
    return [], without
