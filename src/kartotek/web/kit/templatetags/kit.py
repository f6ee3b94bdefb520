"""How do templates draw icons, fields, dates, money and links between screens?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorList
from django.http import HttpRequest
from django.template import Context, Library
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_htmx.jinja import htmx_script

from kartotek.kernel import clock
from kartotek.kernel.contact import readable_phone
from kartotek.web.kit import agents, dates, durations, lock_words, money
from kartotek.web.kit.context import DeskRequest, desk_address
from kartotek.web.kit.navigation import ENTRIES, MANAGE, SEARCH_KEY, Entry

register = Library()
_THEME = Path(__file__).parents[1] / "static" / "kit" / "theme.js"


@register.simple_tag
@lru_cache(maxsize=1024)  # a page has some sixty, of a few kinds
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """One icon of the sprite; with a label it speaks, without it stays silent for screen readers."""
    href = f"{static('kit/built/icons.svg')}#i-{name}"
    classes = f"ki {css}".strip()
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', classes, label, href)
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', classes, href)


@register.simple_tag
def htmx_script_tag() -> SafeString:
    """The htmx library, as django-htmx ships it."""
    return htmx_script()


@register.simple_tag
@lru_cache(maxsize=1)
def theme_script() -> SafeString:
    """Light or dark, settled before the first paint; the policy of scripts names exactly these bytes."""
    return format_html("<script>{}</script>", SafeString(_THEME.read_text(encoding="utf-8")))


# ---- fields ------------------------------------------------------------------------------------------------------

_GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def _described(field: BoundField, hint: str) -> str:
    """The ids of what explains the field: its hint, its errors."""
    return " ".join(f"{field.auto_id}-{part}" for part, there in (("h", hint), ("e", field.errors)) if there)


def _control(field: BoundField, hint: str, css: str) -> SafeString:
    """The widget with its classes, and linked to its hint and its errors."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        base = "form-check-input"
    else:
        base = "form-select" if isinstance(widget, forms.Select) else "form-control"
    classes = [widget.attrs.get("class", ""), base, css, "is-invalid" if field.errors else ""]
    attrs = {**widget.attrs, "class": " ".join(name for name in classes if name)}
    if described := _described(field, hint):
        attrs["aria-describedby"] = described
    return SafeString(field.as_widget(attrs=attrs))


@register.inclusion_tag("kit/field.html")
def field(
    bound: BoundField, layout: str = "stacked", *, css: str = "", hint: str = "", mark_optional: bool = False
) -> dict[str, object]:
    """A field with its label, control, hint and errors; `layout` is stacked, row (settings) or check (a single tick).

    Radio buttons become a segmented control, unless `css` is "list".
    """
    hint = hint or str(bound.help_text or "")
    widget = bound.field.widget
    is_group = isinstance(widget, _GROUPS)
    if is_group:
        widget.attrs.setdefault("class", "form-check-input")
    return {
        "field": bound,
        "control": "" if is_group else _control(bound, hint, css),
        "hint": hint,
        "described": _described(bound, hint),
        "layout": layout,
        "mark_optional": mark_optional,
        "is_group": is_group,
        "is_seg": is_group and not isinstance(widget, forms.CheckboxSelectMultiple) and css != "list",
    }


@register.inclusion_tag("kit/form_errors.html")
def form_errors(form: forms.BaseForm) -> dict[str, ErrorList]:
    """What is wrong with the form as a whole."""
    return {"errors": form.non_field_errors()}


# ---- the desk's links --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class NavLink:
    """An entry of the navigation, resolved for one business and one page."""

    url: str
    label: str
    icon: str
    key: str
    is_current: bool
    count_url: str = ""
    is_small: bool = False


def _slug(context: Context) -> str:
    slug: str = context["request"].desk.business.slug
    return slug


@register.simple_tag(takes_context=True)
def desk_url(context: Context, name: str, *args: object, **kwargs: object) -> str:
    """The address of a screen inside this business: `{% desk_url "customer_card:card" customer.id %}`."""
    if kwargs:
        return reverse(f"desk:{name}", kwargs={"slug": _slug(context), **kwargs})
    return desk_address(_slug(context), name, *args)


@register.simple_tag(takes_context=True)
def public_url(context: Context, name: str, *args: object) -> str:
    """The address of a page of the booking site: `{% public_url "times:index" %}`."""
    url: str = context["request"].public.url(name, *args)
    return url


def _links(entries: Iterable[Entry], request: HttpRequest, slug: str) -> list[NavLink]:
    match = request.resolver_match
    screen = match.namespaces[-1] if match and match.namespaces else ""
    found = []
    for entry in entries:
        try:
            url = desk_address(slug, entry.url_name)
        except NoReverseMatch:  # a screen that is not built in yet has no entry
            continue
        count = desk_address(slug, entry.count_url_name) if entry.count_url_name else ""
        is_current = screen in entry.screens
        found.append(NavLink(url, str(entry.label), entry.icon, entry.key, is_current, count, entry.is_small))
    return found


def links_of(request: DeskRequest) -> list[NavLink]:
    """Every entry of the navigation."""
    return _links(ENTRIES + MANAGE, request, request.desk.business.slug)


@register.simple_tag(takes_context=True)
def desk_entries(context: Context) -> dict[str, object]:
    """The navigation: `main`, `manage`, both as `all`; `home`, and `search` where customers are searched."""
    main = _links(ENTRIES, context["request"], _slug(context))
    manage = _links(MANAGE, context["request"], _slug(context))
    search = next((link.url for link in main if link.key == SEARCH_KEY), "")
    home = next((link.url for link in main + manage), "/")
    return {"main": main, "manage": manage, "all": main + manage, "home": home, "search": search}


# ---- words, dates, money -----------------------------------------------------------------------------------------


@register.filter
def initials(name: str) -> str:
    """At most two capitals of a name."""
    parts = [part for part in name.split() if part]
    return "".join(part[0] for part in ([parts[0], parts[-1]] if len(parts) > 1 else parts)).upper()


register.filter("minutes", durations.short)
register.filter("money", money.shown)
register.filter("price", money.price)
register.filter("day", dates.day)
register.filter("local_day", dates.local_day)
register.filter("weekday", dates.weekday)
register.filter("month", dates.month)
register.filter("day_short", dates.day_short)
register.filter("day_long", dates.day_long)
register.filter("clock", dates.clock)
register.filter("moment", dates.moment)
register.filter("lock_until", lock_words.until_alone)
register.filter("agent", agents.said)
register.filter("phone", readable_phone)


@register.filter
def tel(number: str) -> str:
    """A phone number as a tel: link writes it."""
    return "".join(sign for sign in number if sign.isdigit() or sign == "+")


@register.simple_tag
def zone_name(zone: str, at: datetime | None = None) -> str:
    """“Copenhagen (CET, UTC+1)”, as it is at that moment, or now."""
    return dates.zone_name(zone, at or clock.now())
