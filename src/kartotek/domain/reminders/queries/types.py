"""What can reminders be about?"""

from kartotek.domain.reminders.models import ReminderType
from kartotek.domain.reminders.values.reminders import ReminderTypeItem
from kartotek.kernel.errors import NotFound


def list_reminder_types(*, has_archived: bool = False) -> list[ReminderTypeItem]:
    """The types by name; archived ones only when asked for."""
    rows = ReminderType.objects.order_by("name", "id")
    return [type_item(row) for row in (rows if has_archived else rows.filter(archived_at=None))]


def get_reminder_type(type_id: int) -> ReminderTypeItem:
    """A type, archived or not."""
    row = ReminderType.objects.filter(pk=type_id).first()
    if row is None:
        raise NotFound
    return type_item(row)


def type_item(row: ReminderType) -> ReminderTypeItem:
    """A type as a value."""
    return ReminderTypeItem(id=row.pk, name=row.name, is_archived=row.archived_at is not None, version=row.version)
