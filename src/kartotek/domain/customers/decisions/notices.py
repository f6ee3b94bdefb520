"""Can a notice be kept as it was typed?"""

from kartotek.domain.customers.values import NewNotice
from kartotek.kernel.errors import Invalid
from kartotek.kernel.text import text_problems

LONGEST_NOTICE = 5_000
LONGEST_AGENT = 200


def check_notice(notice: NewNotice) -> None:
    """Raise Invalid with everything that is wrong with it."""
    problems = (
        *text_problems("text", notice.text, max_length=LONGEST_NOTICE, is_required=True),
        *text_problems("agent", notice.agent, max_length=LONGEST_AGENT),
    )
    if problems:
        raise Invalid(problems=problems)
