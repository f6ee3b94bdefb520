"""Examples of what is printed, and of what staff are told."""

from collections.abc import Callable

from tests.architecture.examples import Stage, example

from kartotek.domain.messaging.actions import choose_staff_mail
from kartotek.domain.messaging.values.staff_mail import StaffMailChoice

Do = Callable[[], object]


@example(choose_staff_mail)
def _choose_staff_mail(stage: Stage) -> Do:
    return lambda: choose_staff_mail(
        business=stage.business, actor=stage.owner, now=stage.now, choice=StaffMailChoice(daily_overview=True)
    )
