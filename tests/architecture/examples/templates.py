"""Examples of what changes the words of messages."""

from collections.abc import Callable

from tests.architecture.examples import Stage, example

from kartotek.domain.messaging import actions as messaging

Do = Callable[[], object]


def _edit(stage: Stage) -> object:
    return messaging.edit_template(
        business_id=stage.business.pk,
        template_id="free.sms.da",
        changes={"body": "Hej [FORNAVN]"},
        expected_version=None,
        actor=stage.owner,
        now=stage.now,
    )


@example(messaging.edit_template)
def _edit_template(stage: Stage) -> Do:
    return lambda: _edit(stage)


@example(messaging.edit_message_settings)
def _edit_message_settings(stage: Stage) -> Do:
    return lambda: messaging.edit_message_settings(
        business_id=stage.business.pk,
        changes={"grace_seconds": 0},
        expected_version=None,
        actor=stage.owner,
        now=stage.now,
    )


@example(messaging.reset_template)
def _reset_template(stage: Stage) -> Do:
    _edit(stage)
    return lambda: messaging.reset_template(
        business_id=stage.business.pk, template_id="free.sms.da", actor=stage.owner, now=stage.now
    )
