"""What was answered to the extra fields of a service, in the words the question had then?"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answer:
    """One answer. `label` and `texts` (of a choice) are by language and stay readable when the field is deleted."""

    field_id: int
    label: Mapping[str, str]
    kind: str
    value: str | bool
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def plain(self) -> dict[str, object]:
        """As it is stored with the booking."""
        return {
            "field": self.field_id,
            "label": dict(self.label),
            "kind": self.kind,
            "value": self.value,
            "texts": dict(self.texts),
        }
