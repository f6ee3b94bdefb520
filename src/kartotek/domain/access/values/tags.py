"""What is a tag made of (S31), and from which icons and colours may one be chosen? Shapes only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypedDict

from kartotek.domain.access.values.facts import EVERYTHING, Limit, Scope
from kartotek.domain.catalog.values import COLORS

LONGEST_LABEL: Final = 60
MOST_SHOWN: Final = 5  # so many stand in a calendar or a list, and a count of the others (S31)
TAG_COLORS: Final = COLORS
# The drawings stand in web/kit/icons.txt; a tag's icon must be one of these.
TAG_ICONS: Final = (
    *("tag", "ban", "star", "heart", "crown", "flag", "award", "diamond", "gift", "cake"),
    *("clock", "hourglass", "calendar-x", "bell", "phone", "mail", "message", "language", "coin", "credit-card"),
    *("receipt", "file-alert", "id", "key", "home", "car", "briefcase", "school", "users", "user-exclamation"),
    *("mood-smile", "mood-sad", "shield", "alert-triangle", "hand-stop", "eye", "ear", "wheelchair", "stairs", "dog"),
    *("baby-carriage", "droplet", "flask", "pill", "stethoscope", "first-aid-kit", "nut", "leaf", "flower", "scissors"),
    *("brush", "barbell", "run", "sun", "moon", "snowflake", "discount", "bolt"),
)


class TagKind(StrEnum):
    """Whether a tag only marks a card, or stops booking online."""

    NORMAL = "normal"
    BANNED = "banned"


@dataclass(frozen=True, kw_only=True)
class TagDetails:
    """A tag as somebody describes it. `max_future_bookings`: None says nothing (S3); `where` is what a ban covers."""

    label: str
    kind: str = TagKind.NORMAL.value
    icon: str = "tag"
    color: str = "blue"
    messages: Mapping[str, str] = field(default_factory=dict)
    max_future_bookings: Limit | None = None
    where: Scope = EVERYTHING


class TagChanges(TypedDict, total=False):
    """What may be changed of a tag; `messages` replaces the texts of all languages."""

    label: str
    kind: str
    icon: str
    color: str
    messages: Mapping[str, str]
    max_future_bookings: Limit | None
    where: Scope


@dataclass(frozen=True, kw_only=True)
class TagItem(TagDetails):
    """A tag as it is stored; `carriers` is the number of cards that carry it."""

    id: int
    version: int
    is_archived: bool = False
    carriers: int = 0

    @property
    def is_banned(self) -> bool:
        """Whether it stops booking online."""
        return self.kind == TagKind.BANNED
