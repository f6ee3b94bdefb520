"""Examples of what is printed, and of what staff are told."""

from collections.abc import Callable

from tests.architecture.examples import Stage, example
from tests.factories.customers import make_customer

from kartotek.domain.messaging.actions import choose_staff_mail, print_letter, print_letters
from kartotek.domain.messaging.values import Event
from kartotek.domain.messaging.values.staff_mail import StaffMailChoice

Do = Callable[[], object]


@example(choose_staff_mail)
def _choose_staff_mail(stage: Stage) -> Do:
    return lambda: choose_staff_mail(
        business=stage.business, actor=stage.owner, now=stage.now, choice=StaffMailChoice(daily_overview=True)
    )


@example(print_letters)
def _print_letters(stage: Stage) -> Do:
    customer = make_customer(stage.business)
    return lambda: print_letters(
        business_id=stage.business.pk,
        actor=stage.owner,
        now=stage.now,
        template="recall.letter",
        customer_ids=[customer.pk],
    )


@example(print_letter)
def _print_letter(stage: Stage) -> Do:
    customer = make_customer(stage.business)
    return lambda: print_letter(
        business_id=stage.business.pk,
        actor=stage.owner,
        now=stage.now,
        customer_id=customer.pk,
        event=Event.RECALL,
    )
