"""Does an inspector meet nobody from outside her areas on the desk? Every page, with another area's identifiers.

As in test_areas_api: a page is one of an object that hangs on a customer, or one that shows customers, or it stands
below with the reason why it shows none, which is proved as the owner, who sees everybody.
"""

from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scopes_disabled
from tests.personas import signed_in
from tests.walks.planted import Planted, plant, shown
from tests.walks.test_tenants_desk import DESK, address, desk_pages

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business

HANGS_ON_A_CUSTOMER = (
    *("<int:customer_id>", "<int:booking_id>", "<int:refusal_id>", "<int:entry_id>", "<int:notice_id>"),
    *("<int:lock_id>", "<int:reminder_id>", "<int:item_id>", "<int:message_id>", "<int:job_id>", "<int:terms_id>"),
)

# What a page shows is asked for with these queries; each shows the marked customer to whoever may see her.
SHOWS: dict[str, tuple[str, ...]] = {
    "": ("on=2026-11-16",),
    "bookings/new/": ("search=Quistorff",),
    "calendar/": ("view=list&on=2026-11-16",),
    "calendar/days/": ("on=2026-11-16",),
    "check-in/list/": ("",),
    "classes/<int:session_id>/": ("",),
    "customers/": ("", "search=Quistorff", "search=8842067", "area=", "sort=-created", "access=locked"),
    "effects/": ("month=2026-11",),
    "effects/table.csv": ("month=2026-11",),
    "inbox/": ("",),
    "lock-reviews/": ("",),
    "outbox/": ("", "part=waiting"),
    "recall/<int:plan_id>/": ("",),
    "recall/<int:plan_id>/invitations/": ("",),
    "refusals/": ("",),
    "settings/hours/<int:employee_id>/delete-plan/": ("plan=always",),
    "settings/texts/<str:template_id>/": ("",),
    "waiting/": ("",),
    "who-is-it/": ("",),
    "why/": ("search=Quistorff",),
}

# Parts of pages, asked for while typing: as pages of their own they lead to one that is walked.
PARTS: dict[str, tuple[str, ...]] = {
    "find/": ("search=Quistorff",),
    "quick-book/who/": ("typed=Quistorff",),
    "quick-book/customers/": ("typed=Quistorff",),
}

# A customer named in the address of a page that is not hers.
NAMES = {
    "bookings/new/": "customer={customer}",
    "check-in/list/": "customer={customer}",
    "quick-book/": "customer={customer}",
    "quick-book/what/": "customer={customer}",
    "quick-book/when/": "customer={customer}&service={service}",
    "why/": "customer={customer}",
    "refusals/": "customer={customer}",
}

# A customer named in the address of a list that does not say her name.
NAMES_ONLY_HER_NUMBER = {
    "quick-book/services/": "customer={customer}",
    "quick-book/times/": "customer={customer}&service={service}",
}

SHOWS_NOBODY = {
    "a form that begins empty": ("customers/new/", "check-in/", "classes/new/", "classes/<int:session_id>/edit/"),
    "it asks before all bookings of the class are cancelled, and says how many": ("classes/<int:session_id>/cancel/",),
    "the classes, with how many take part": ("classes/",),
    "what an end of a lock means": ("customers/lock-ends/", "lock-reviews/ends/"),
    "how full each day of a month is": ("calendar/month/",),
    "a number": ("inbox/count/", "customers/letters/"),
    "when a rule would fire, and what reminders are about": (
        *("reminders/dates/", "reminders/types/", "settings/reminder-types/", "settings/reminder-types/new/"),
        *(f"settings/reminder-types/<int:type_id>/{deed}" for deed in ("", "archive/", "restore/")),
    ),
    "when customers of a service are invited back; how many are in a plan is a number": (
        *("settings/recall/", "settings/recall/new/", "settings/recall/marking/", "recall/<int:plan_id>/enrol/"),
        *("recall/", "recall/<int:plan_id>/letters/"),
        *(f"settings/recall/<int:plan_id>/{deed}" for deed in ("", "archive/", "restore/")),
    ),
    "the words of messages hold codes where a customer will stand": (
        *("settings/texts/", "settings/texts/<str:template_id>/reset/"),
    ),
    "it makes a customer": ("quick-book/new-customer/",),
    "it books, and answers to nothing but a form": ("quick-book/book/",),
    "what she wants to be told herself, and the address of her calendar": ("my-notices/", "my-notices/calendar/"),
    "settings are about the business, not about its customers": (
        "settings/",
        *(f"settings/{part}" for part in ("check-in/", "online-booking/", "lock-reasons/review/")),
        "settings/online-booking/check/<slug:kind>/<slug:language>/",
        *("settings/messages/", "settings/messages/services/<int:service_id>/"),
        *("settings/places/", "settings/places/areas/new/", "settings/places/locations/new/"),
        *("settings/places/areas/<int:area_id>/", "settings/places/areas/<int:area_id>/delete/"),
        "settings/places/areas/<int:area_id>/inspectors/",
        "settings/places/locations/<int:location_id>/",
        "settings/places/locations/<int:location_id>/archive/",
        *(f"settings/{noun}/" for noun in ("employees", "hours", "lock-reasons", "rules", "services", "staff")),
        *(f"settings/{noun}/" for noun in ("tags", "tokens")),
        *(f"settings/{noun}/new/" for noun in ("categories", "closed-days", "employees", "lock-reasons", "rules")),
        *(f"settings/{noun}/new/" for noun in ("services", "tags", "tokens")),
        *(f"settings/employees/<int:employee_id>/{deed}" for deed in ("", "archive/", "move/", "restore/")),
        "settings/employees/<int:employee_id>/calendar/",
        *(f"settings/services/<int:service_id>/{deed}" for deed in ("", "archive/", "move/", "restore/")),
        *("settings/resources/", "settings/resources/new/"),
        *(f"settings/resources/<int:resource_id>/{deed}" for deed in ("", "archive/")),
        *("settings/extra-fields/", "settings/extra-fields/new/"),
        *(f"settings/extra-fields/<int:extra_field_id>/{deed}" for deed in ("", "delete/")),
        *(f"settings/categories/<int:category_id>/{deed}" for deed in ("", "delete/", "move/")),
        *(f"settings/closed-days/<int:closed_day_id>/{deed}" for deed in ("", "delete/")),
        *(f"settings/hours/<int:employee_id>/{deed}" for deed in ("", "away/new/", "extra/new/")),
        *(f"settings/hours/<int:employee_id>/away/<int:day_off_id>/{deed}" for deed in ("", "delete/")),
        *(f"settings/hours/<int:employee_id>/extra/<int:opening_id>/{deed}" for deed in ("", "delete/")),
        *(f"settings/lock-reasons/<int:reason_id>/{deed}" for deed in ("", "archive/", "restore/")),
        *(f"settings/rules/<int:rule_id>/{deed}" for deed in ("", "archive/", "restore/")),
        *(f"settings/tags/<int:tag_id>/{deed}" for deed in ("", "archive/", "merge/", "restore/")),
        "settings/tokens/<int:token_id>/revoke/",
        *("settings/webhooks/", "settings/webhooks/new/"),
        *(f"settings/webhooks/<int:webhook_id>/{deed}" for deed in ("", "secret/", "delete/", "log/")),
        "settings/webhooks/<int:webhook_id>/log/<int:delivery_id>/retry/",
        *("settings/staff/invite/", "settings/staff/<int:member_id>/"),
        *(f"settings/staff/<int:member_id>/{deed}/" for deed in ("deactivate", "invitation", "reactivate", "rights")),
    ),
}

# Settings that tell whom a change would hit, and what is typed there; sent to be tried, not to be saved.
TRIED: dict[str, dict[str, object]] = {
    "settings/closed-days/new/": {"on": "2026-11-16"},
    "settings/closed-days/<int:closed_day_id>/": {"on": "2026-11-16", "version": "1"},
    "settings/hours/<int:employee_id>/": {"version": "1", "is_new": "False"},
    "settings/hours/<int:employee_id>/away/new/": {"from_on": "2026-11-16"},
    "settings/hours/<int:employee_id>/away/<int:day_off_id>/": {"from_on": "2026-11-16", "version": "1"},
    "settings/rules/new/": {"has_tags": ["{tag}"], "then": "unavailable", "no_shows": ""},
    "settings/texts/<str:template_id>/preview/": {
        "subject": "Moved", "body": "Dear [LASTNAME]", "version": "1", "about": ["{booking}"],
    },
    "settings/tags/<int:tag_id>/": {
        "label": "Long-standing", "kind": "banned", "icon": "ban", "color": "rose", "where": "all", "limit": "nothing",
        "version": "1",
    },
    "settings/online-booking/": {
        "version": "1", "limit": "number", "limit_number": "1", "min_notice": "1", "min_notice_unit": "60",
        "horizon_days": "90", "slot_minutes": "15", "cancel_notice": "1", "cancel_notice_unit": "1440",
        "verify_contact": "never", "refusal_texts": "specific",
    },
}  # fmt: skip


def pages() -> list[str]:
    """Every route of the desk, without what all of them begin with."""
    return [route.removeprefix(DESK) for route in desk_pages()]


def hangs_on_a_customer(route: str) -> bool:
    """Whether its address names an object that is a customer's."""
    return any(part in route for part in HANGS_ON_A_CUSTOMER)


def url_of(route: str, planted: Planted, query: str = "") -> str:
    """Its address with the identifiers of the world."""
    ids = {**planted.ids, "entry": planted.ids["waiting"], "type": planted.ids["reminder_type"]}
    if route.startswith("customers/"):
        ids["notice"] = planted.ids["kept_notice"]
    where = address(DESK + route, planted.business.slug, ids)
    return f"{where}?{query}" if query else where


def answers(client: Client, url: str) -> list[tuple[int, str]]:
    """Status and text of reading and of writing there, but for "that method is not for this page"."""
    both = (client.get(url), client.post(url))
    return [(answer.status_code, answer.content.decode()) for answer in both if answer.status_code != 405]


def asked(actor: Actor, route: str, url: str) -> tuple[int, str]:
    """Status and text of the page, or of the part of a page as htmx asks for it."""
    is_part = route in PARTS or route.startswith("quick-book/")
    answer = signed_in(actor).get(url, headers={"HX-Request": "true"} if is_part else {})
    return answer.status_code, answer.content.decode()


@pytest.fixture
def planted(business: Business, now: datetime) -> Planted:
    """The marked customer, and the two inspectors."""
    with scopes_disabled():
        return plant(business)


def test_every_page_is_walked_or_says_why_not() -> None:
    told = {
        *SHOWS,
        *PARTS,
        *NAMES,
        *NAMES_ONLY_HER_NUMBER,
        *TRIED,
        *(one for group in SHOWS_NOBODY.values() for one in group),
    }
    assert sorted(told) == sorted(route for route in pages() if not hangs_on_a_customer(route))


@pytest.mark.parametrize("route", sorted(filter(hangs_on_a_customer, pages())))
def test_a_page_of_a_customer_of_another_area_does_not_exist(route: str, planted: Planted) -> None:
    url = url_of(route, planted)
    found = answers(signed_in(planted.outsider), url)
    assert {status for status, _ in found} == {404}
    assert shown("".join(text for _, text in found).replace(planted.ids["customer"], "")) == set()
    assert 404 not in {status for status, _ in answers(signed_in(planted.insider), url)}


@pytest.mark.parametrize(
    ("route", "query"), [(route, query) for route, asked in (SHOWS | PARTS).items() for query in asked]
)
def test_a_page_shows_customers_to_the_inspector_of_their_area_alone(route: str, query: str, planted: Planted) -> None:
    url = url_of(route, planted, query)
    (found, inside), (answered, outside) = (asked(actor, route, url) for actor in (planted.insider, planted.outsider))
    assert (found, answered) == (200, 200)
    typed = "Quistorff" if "Quistorff" in query else query.partition("search=")[2]
    assert shown(inside.replace(typed, "") if typed else inside)
    assert shown(outside.replace(typed, "") if typed else outside) == set()


@pytest.mark.parametrize("route", sorted(NAMES))
def test_a_customer_of_another_area_named_in_the_address_of_a_page_is_not_shown(route: str, planted: Planted) -> None:
    url = url_of(route, planted, NAMES[route].format(**planted.ids))
    (_, inside), (answered, outside) = (asked(actor, route, url) for actor in (planted.insider, planted.outsider))
    assert "Quistorff" in inside
    assert answered == 404
    assert shown(outside.replace(planted.ids["customer"], "")) == set()


@pytest.mark.parametrize("route", sorted(NAMES_ONLY_HER_NUMBER))
def test_a_list_for_a_customer_of_another_area_does_not_exist(route: str, planted: Planted) -> None:
    url = url_of(route, planted, NAMES_ONLY_HER_NUMBER[route].format(**planted.ids))
    (found, _), (answered, _) = (asked(actor, route, url) for actor in (planted.insider, planted.outsider))
    assert (found, answered) == (200, 404)


@pytest.mark.parametrize("route", sorted(TRIED))
def test_a_change_that_is_tried_names_customers_to_the_inspector_of_their_area_alone(
    route: str, planted: Planted
) -> None:
    ids = {f"{{{name}}}": value for name, value in planted.ids.items()}
    typed = {name: ids[value[0]] if isinstance(value, list) else value for name, value in TRIED[route].items()}
    url = url_of(route, planted)
    inside, outside = (
        signed_in(actor).post(url, {**typed, "step": "try"}).content.decode()
        for actor in (planted.insider, planted.outsider)
    )
    assert "Quistorff" in inside
    assert shown(outside) == set()


def test_what_is_said_to_show_nobody_shows_nobody_even_to_the_owner(planted: Planted, owner: Actor) -> None:
    client = signed_in(owner)
    for route in (one for group in SHOWS_NOBODY.values() for one in group):
        answer = client.get(url_of(route, planted))
        assert (route, answer.status_code in {200, 302, 405}) == (route, True)
        assert (route, shown(answer.content.decode())) == (route, set())
