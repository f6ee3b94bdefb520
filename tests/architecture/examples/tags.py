"""Examples of what changes tags, and who carries them."""

from collections.abc import Callable

from tests.architecture.examples import Stage, example
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_tag, put_tag

from kartotek.domain.access import actions
from kartotek.domain.access.values.tags import TagDetails

Do = Callable[[], object]


@example(actions.create_tag)
def _create_tag(stage: Stage) -> Do:
    details = TagDetails(label="Regular")
    return lambda: actions.create_tag(actor=stage.owner, now=stage.now, business=stage.business, details=details)


@example(actions.edit_tag)
def _edit_tag(stage: Stage) -> Do:
    row = make_tag(stage.business)
    return lambda: actions.edit_tag(actor=stage.owner, now=stage.now, tag_id=row.pk, changes={"kind": "banned"})


@example(actions.archive_tag)
def _archive_tag(stage: Stage) -> Do:
    row = make_tag(stage.business)
    return lambda: actions.archive_tag(actor=stage.owner, now=stage.now, tag_id=row.pk)


@example(actions.restore_tag)
def _restore_tag(stage: Stage) -> Do:
    row = make_tag(stage.business, archived_at=stage.now)
    return lambda: actions.restore_tag(actor=stage.owner, now=stage.now, tag_id=row.pk)


@example(actions.merge_tags)
def _merge_tags(stage: Stage) -> Do:
    one, other = make_tag(stage.business), make_tag(stage.business, "Regulars")
    return lambda: actions.merge_tags(actor=stage.owner, now=stage.now, tag_id=one.pk, other_id=other.pk)


@example(actions.add_tag)
def _add_tag(stage: Stage) -> Do:
    tag, card = make_tag(stage.business), make_customer(stage.business)
    return lambda: actions.add_tag(actor=stage.owner, now=stage.now, customer_id=card.pk, tag_id=tag.pk)


@example(actions.remove_tag)
def _remove_tag(stage: Stage) -> Do:
    tag, card = make_tag(stage.business), make_customer(stage.business)
    put_tag(card, tag)
    return lambda: actions.remove_tag(actor=stage.owner, now=stage.now, customer_id=card.pk, tag_id=tag.pk)


@example(actions.set_tags)
def _set_tags(stage: Stage) -> Do:
    tag, card = make_tag(stage.business), make_customer(stage.business)
    add = frozenset({tag.pk})
    return lambda: actions.set_tags(actor=stage.owner, now=stage.now, customer_id=card.pk, add=add, remove=frozenset())
