"""What would a customer read? The text as it is typed, judged and shown as the booking site would show it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from kartotek.domain.access.decisions import decide, message_problems, public_message
from kartotek.domain.access.values import Coming, Facts, Limit, Policy, RefusalTexts
from kartotek.kernel.errors import Problem


@dataclass(frozen=True)
class Preview:
    """Either what is wrong with a text, or how it reads with proof and without."""

    errors: tuple[str, ...]
    proven: str
    unproven: str


@dataclass(frozen=True)
class Typed:
    """A text in the making: which kind, in which language."""

    kind: str
    language: str
    text: str


def preview(typed: Typed, policy: Policy, now: datetime) -> Preview:
    """The text for somebody with 2 of 2 coming appointments, or with max 0."""
    errors = tuple(place(problem) for problem in message_problems(typed.kind, typed.text))
    if errors:
        return Preview(errors, "", "")
    messages = {typed.language: typed.text}
    policy = replace(policy, refusal_texts=RefusalTexts.SPECIFIC, limit_messages=messages, blocked_messages=messages)
    decision = decide(_example(typed.kind, policy, now), policy, now)
    return Preview(
        (),
        public_message(decision, typed.language, policy, is_proven=True),
        public_message(decision, typed.language, policy, is_proven=False),
    )


def place(problem: Problem) -> str:
    """A problem of a text, with where it stands."""
    if problem.line is None:
        return gettext(problem.message)
    where = gettext("Line %(line)s, column %(column)s:") % {"line": problem.line, "column": problem.column}
    return f"{where} {gettext(problem.message)}"


def _example(kind: str, policy: Policy, now: datetime) -> Facts:
    local = now.astimezone(ZoneInfo(policy.timezone)) + timedelta(days=2)
    first = local.replace(hour=15, minute=0, second=0, microsecond=0)
    coming = (Coming(first, 1), Coming(first + timedelta(days=28), 2))
    return Facts(own_limit=Limit(2 if kind == "limit_messages" else 0), coming=coming, is_proven=True)
