"""Show the customers: searched while typing, filtered by access and area, page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kartotek.domain.access.queries.tags import list_tags
from kartotek.domain.access.values import ReasonCode, State, TagFact
from kartotek.domain.businesses.decisions import areas_with_parts
from kartotek.domain.businesses.queries import list_areas
from kartotek.domain.businesses.values import AreaItem, Permission
from kartotek.domain.catalog.queries import list_services
from kartotek.domain.customers.values import Sort, Wanted
from kartotek.domain.overview.queries.customers import list_customers
from kartotek.domain.overview.values import CustomerLine, CustomerQuestion
from kartotek.plumbing.paging import Page
from kartotek.web.desk.customer_list.forms import BOUNCED, STATES, Choices, ListForm
from kartotek.web.desk.customer_list.narrowing import narrowed_by, traits_of
from kartotek.web.kit import lock_words, looks
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.lock_actions import Action, lock_action
from kartotek.web.kit.looks import Look
from kartotek.web.kit.tag_looks import in_order
from kartotek.web.kit.views import desk_view

PAGE = 25


@dataclass(frozen=True)
class Row:
    """One customer of the list."""

    line: CustomerLine
    badge: Look
    used: str
    action: Action | None
    tags: list[TagFact]
    email: Look | None
    area: str


@dataclass(frozen=True)
class Chip:
    """One choice of the filter by access, or by whether the e-mail address works."""

    url: str
    text: str | Promise
    is_current: bool
    icon: str = ""


@require_safe
@desk_view()
def index(request: DeskRequest) -> HttpResponse:
    """The list; htmx gets only what changes while typing."""
    desk = request.desk
    areas = areas_of(desk)
    choices = choices_of(areas)
    form = form_of(request, choices)
    chosen = form.chosen()
    cursor = request.GET.get("cursor", "")
    names = {area.id: area.name for area in areas}
    page = list_customers(
        business=desk.business,
        viewer=desk.actor,
        question=question_of(chosen, areas),
        now=desk.now,
        limit=PAGE,
        cursor=cursor,
    )
    context = {
        **_links(desk, chosen, page, cursor),
        "form": form,
        "rows": [_row(line, desk, names) for line in page.items],
        "narrowed": _narrowed(desk.url("customer_list:index"), chosen, choices),
        "faults": form.faults(),
        "search": chosen["search"],
        "is_archived": chosen["archived"] == "1",
        "is_filtered": any(chosen.values()),
        "may_remind": desk.may(Permission.REMINDER_MANAGE),
        "has_areas": bool(areas),
        "has_tags": form.has_tags,
    }
    is_part = request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request")
    response = render(request, "customer_list/found.html" if is_part else "customer_list/index.html", context)
    if is_part:  # the address holds what was chosen, and nothing besides
        response["HX-Replace-Url"] = str(context["again"])
    return response


def _links(desk: DeskContext, chosen: Mapping[str, str], page: Page[CustomerLine], cursor: str) -> dict[str, object]:
    """Where the list leads to: its other pages, other filters, letters."""
    here = desk.url("customer_list:index")
    has_letters = page.items and not chosen["archived"]
    return {
        "here": here,
        "again": _address(here, {**chosen, "cursor": cursor}),
        "next": _address(here, {**chosen, "cursor": page.next}) if page.next else "",
        "first": _address(here, chosen) if cursor else "",
        "letters_url": _address(desk.url("customer_list:letters"), chosen) if has_letters else "",
        "chips": _chips(here, chosen),
    }


def _with_parts(area_id: int, areas: Sequence[AreaItem]) -> frozenset[int]:
    return areas_with_parts({area_id}, {area.id: area.parent_id for area in areas})


def choices_of(areas: Sequence[AreaItem]) -> Choices:
    """What the list can be narrowed by."""
    tags = [tag for tag in list_tags(has_archived=True) if tag.carriers or not tag.is_archived]
    return Choices(areas, tags, list_services(has_archived=True))


def form_of(request: DeskRequest, choices: Choices) -> ListForm:
    """What the address asks for."""
    return ListForm(request.GET, choices=choices, languages=request.desk.business.languages)


def areas_of(desk: DeskContext) -> list[AreaItem]:
    """The areas that the viewer sees."""
    return [area for area in list_areas() if desk.actor.area_ids is None or area.id in desk.actor.area_ids]


def question_of(chosen: Mapping[str, str], areas: Sequence[AreaItem]) -> CustomerQuestion:
    """The same in the words of the domain."""
    return CustomerQuestion(
        search=chosen["search"],
        state=State(chosen["access"]) if chosen["access"] else None,
        tag_id=int(chosen["tag"]) if chosen["tag"] else None,
        is_bounced=True if chosen["email"] else None,
        traits=traits_of(chosen),
        wanted=Wanted(
            area_ids=_with_parts(int(chosen["area"]), areas) if chosen["area"] else None,
            is_archived=chosen["archived"] == "1",
            sort=Sort(chosen["sort"] or Sort.NAME),
        ),
    )


def _row(line: CustomerLine, desk: DeskContext, areas: Mapping[int, str]) -> Row:
    card, state = line.card, line.decision.state
    return Row(
        line=line,
        badge=looks.ACCESS[state],
        used=_used(line),
        action=lock_action(card, state, desk),
        tags=in_order(line.tags),
        area="" if card.area_id is None else areas.get(card.area_id, ""),
        email=looks.EMAIL[line.email_mark.state] if line.email_mark else None,
    )


def _used(line: CustomerLine) -> str:
    decision = line.decision
    if decision.state is State.LOCKED:
        locks = [reason.until for reason in decision.reasons if reason.code is ReasonCode.LOCKED]
        return lock_words.until_alone(None if None in locks else max(one for one in locks if one is not None))
    if decision.state is State.BLOCKED:
        banned = next((one.source.label for one in decision.reasons if one.code is ReasonCode.BANNED_TAG), "")
        return gettext("Tag “%(label)s”") % {"label": banned} if banned else gettext("Max bookings 0")
    if decision.limit.count is None:
        return gettext("%(count)s coming") % {"count": decision.future_bookings}
    numbers = {"bookings": decision.future_bookings, "limit": decision.limit.count}
    return gettext("%(bookings)s of %(limit)s used") % numbers


def _chips(here: str, chosen: Mapping[str, str]) -> list[Chip]:
    """Everyone, each state, and an address that does not work, chosen besides; the rest of the question stays."""
    states = [("", _("Everyone")), *((state.value, looks.ACCESS[state].text) for state in STATES)]
    other = "" if chosen["email"] else BOUNCED
    return [
        *(Chip(_address(here, {**chosen, "access": value}), text, chosen["access"] == value) for value, text in states),
        Chip(_address(here, {**chosen, "email": other}), _("E-mail bounced"), bool(chosen["email"]), "mail-x"),
    ]


def _narrowed(here: str, chosen: Mapping[str, str], choices: Choices) -> list[Chip]:
    """What else narrows the list; each leads to the list without it."""
    by = narrowed_by(chosen, choices.services)
    return [Chip(_address(here, {**chosen, name: ""}), text, is_current=True) for name, text in by]


def _address(here: str, chosen: Mapping[str, str]) -> str:
    query = urlencode({name: value for name, value in chosen.items() if value})
    return f"{here}?{query}" if query else here
