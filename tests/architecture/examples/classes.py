"""Examples of what changes the dates of classes."""

from collections.abc import Callable

from tests.architecture.examples import Stage, example
from tests.factories.classes import TUESDAY_18, make_session, make_studio

from kartotek.domain.booking import actions
from kartotek.domain.booking.values.classes import SessionDetails

Do = Callable[[], object]


@example(actions.create_class_sessions)
def _create_class_sessions(stage: Stage) -> Do:
    studio = make_studio(stage.business)
    details = SessionDetails(service_id=studio.yoga.pk, employee_id=studio.ida.pk, starts_at=TUESDAY_18)
    return lambda: actions.create_class_sessions(
        business=stage.business, actor=stage.owner, now=stage.now, details=details
    )


@example(actions.edit_class_session)
def _edit_class_session(stage: Stage) -> Do:
    row = make_session(make_studio(stage.business))
    return lambda: actions.edit_class_session(
        business=stage.business, actor=stage.owner, now=stage.now, session_id=row.pk, changes={"seats": 5}
    )


@example(actions.cancel_class_session)
def _cancel_class_session(stage: Stage) -> Do:
    row = make_session(make_studio(stage.business))
    return lambda: actions.cancel_class_session(
        business=stage.business, actor=stage.owner, now=stage.now, session_id=row.pk
    )
