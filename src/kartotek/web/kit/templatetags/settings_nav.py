"""How do the pages of the settings lead to one another?"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.template import Context, Library
from django.urls import NoReverseMatch, reverse

from kartotek.domain.businesses.values import Permission
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.settings_entries import SETTINGS, SettingsEntry

register = Library()


@dataclass(frozen=True)
class SettingsLink:
    """An entry, resolved for one business and one page."""

    url: str
    label: str
    is_current: bool


@register.simple_tag(takes_context=True)
def settings_links(context: Context) -> list[SettingsLink]:
    """The settings the person may open, the current one marked."""
    return settings_of(context["request"])


def settings_of(request: DeskRequest) -> list[SettingsLink]:
    """The same for a page that is asked for."""
    return [link for entry in SETTINGS if (link := _link(entry, request)) is not None]


@register.simple_tag(takes_context=True)
def new_rule_url(context: Context, **part: int) -> str:
    """Where a service rule is made with that part filled in: `service=item.id`; "" for whoever may not make any."""
    request: DeskRequest = context["request"]
    if not request.desk.may(Permission.RULE_MANAGE):
        return ""
    return f"{request.desk.url('settings_rules:new')}?{urlencode(part)}"


def _link(entry: SettingsEntry, request: DeskRequest) -> SettingsLink | None:
    if entry.permission is not None and not request.desk.may(entry.permission):
        return None
    try:
        url = reverse(f"desk:{entry.url_name}", args=(request.desk.business.slug,))
    except NoReverseMatch:  # a screen that is not built in yet has no entry
        return None
    match = request.resolver_match
    screen = match.namespaces[-1] if match and match.namespaces else ""
    return SettingsLink(url, str(entry.label), screen == entry.url_name.partition(":")[0])
