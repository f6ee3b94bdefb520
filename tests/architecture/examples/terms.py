"""Examples of what changes a customer's own terms."""

from collections.abc import Callable

from tests.architecture.examples import Stage, example
from tests.factories.booking import make_terms
from tests.factories.customers import make_customer

from kartotek.domain.booking import actions
from kartotek.domain.booking.values.terms import TermsDetails

Do = Callable[[], object]


@example(actions.add_service_terms)
def _add(stage: Stage) -> Do:
    card, details = make_customer(stage.business), TermsDetails(stage.salon().service.pk, 75)
    return lambda: actions.add_service_terms(
        business=stage.business, customer_id=card.pk, details=details, actor=stage.owner, now=stage.now
    )


@example(actions.edit_service_terms)
def _edit(stage: Stage) -> Do:
    made = make_terms(make_customer(stage.business), stage.salon().service)
    return lambda: actions.edit_service_terms(
        business=stage.business,
        where=(made.customer_id, made.pk),
        changes={"duration_minutes": 60},
        actor=stage.owner,
        now=stage.now,
    )


@example(actions.remove_service_terms)
def _remove(stage: Stage) -> Do:
    made = make_terms(make_customer(stage.business), stage.salon().service)
    return lambda: actions.remove_service_terms(
        business=stage.business, where=(made.customer_id, made.pk), actor=stage.owner, now=stage.now
    )
