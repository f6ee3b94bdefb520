"""Which pages are there about access decisions, and where is this person on them?"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kartotek.domain.businesses.values import Permission
from kartotek.web.kit.context import DeskContext

_PAGES = (
    ("why:index", _("Ask"), None),
    ("refusals:index", _("Refusals"), None),
    ("effects:index", _("Month"), Permission.AUDIT_VIEW),
)


@dataclass(frozen=True)
class AccessPage:
    """One of the pages."""

    url: str
    text: Promise
    is_current: bool


def access_pages(desk: DeskContext, current: str) -> list[AccessPage]:
    """Those this person may see, for `kit/access_nav.html`."""
    return [
        AccessPage(desk.url(name), text, name == current)
        for name, text, permission in _PAGES
        if permission is None or desk.may(permission)
    ]
