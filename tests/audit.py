"""What stands in the audit log?"""

from kartotek.domain.audit.models import Entry


def entries() -> list[tuple[str, str, str, int]]:
    """Every entry as (action, who, kind of target, its id), oldest first."""
    return list(Entry.objects.order_by("pk").values_list("action", "actor_name", "target_kind", "target_id"))
