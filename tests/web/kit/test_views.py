"""Who gets into a view, and what does it know then?"""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from tests.factories.businesses import make_user
from tests.personas import membership_of

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.businesses.values import Permission
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.public import PublicRequest
from kartotek.web.kit.views import desk_view, public_view


@desk_view()
def greet(request: DeskRequest) -> HttpResponse:
    return HttpResponse(f"{request.desk.actor.name} at {request.desk.business.slug}")


@desk_view(Permission.STAFF_MANAGE)
def hire(request: DeskRequest) -> HttpResponse:
    return HttpResponse("hired")


@public_view
def welcome(request: PublicRequest) -> HttpResponse:
    return HttpResponse(f"{request.public.business.name} in {request.public.language}")


def text_of(response: HttpResponseBase) -> str:
    assert isinstance(response, HttpResponse)
    return response.content.decode()


def by(actor: Actor | None, path: str = "/") -> DeskRequest:
    request = RequestFactory().get(path)
    request.user = membership_of(actor).user if actor else AnonymousUser()
    return request  # type: ignore[return-value]  # the decorator makes it one


def test_member_enters_her_business(owner: Actor, business: Business) -> None:
    assert text_of(greet(by(owner), slug=business.slug)) == f"Mette Lund at {business.slug}"


def test_somebody_not_signed_in_is_led_to_the_door(business: Business) -> None:
    response = greet(by(None, "/desk/x/"), slug=business.slug)
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/desk/x/")


def test_another_tenants_business_does_not_exist(other_owner: Actor, business: Business) -> None:
    with pytest.raises(Http404):
        greet(by(other_owner), slug=business.slug)


def test_unknown_business_does_not_exist(owner: Actor) -> None:
    with pytest.raises(Http404):
        greet(by(owner), slug="nobody")


def test_account_without_a_place_does_not_enter(business: Business) -> None:
    request = by(None)
    request.user = make_user("lonely@example.com")
    with pytest.raises(Http404):
        greet(request, slug=business.slug)


def test_permission_is_asked_for(owner: Actor, receptionist: Actor, business: Business) -> None:
    found = [hire(by(actor), slug=business.slug).status_code for actor in (owner, receptionist)]
    assert found == [200, 403]


@pytest.mark.parametrize(
    ("wished", "language"),
    [("fr", "fr"), ("fr-CA,da;q=0.5", "fr"), ("pl", "da"), ("", "da"), ("de;q=0.1,sv;q=0.9", "sv")],
)
def test_site_speaks_the_browsers_language_or_its_own(business: Business, wished: str, language: str) -> None:
    request = RequestFactory().get("/", headers={"Accept-Language": wished} if wished else {})
    assert text_of(welcome(request, slug=business.slug)) == f"{business.name} in {language}"


def test_chosen_language_wins_over_the_browsers(business: Business) -> None:
    request = RequestFactory().get("/", headers={"Accept-Language": "fr"})
    request.COOKIES["kartotek_language"] = "de"
    assert welcome(request, slug=business.slug)["Content-Language"] == "de"


def test_choosing_a_language_shows_the_same_page_again(business: Business) -> None:
    response = welcome(RequestFactory().get("/x/?service=7&language=sv"), slug=business.slug)
    assert (response["Location"], response.cookies["kartotek_language"].value) == ("/x/?service=7", "sv")


def test_language_the_site_does_not_speak_is_not_remembered(business: Business) -> None:
    response = welcome(RequestFactory().get("/x/?language=pl"), slug=business.slug)
    assert (response["Location"], dict(response.cookies)) == ("/x/", {})


def test_unknown_site_is_not_found(db: None) -> None:
    with pytest.raises(Http404):
        welcome(RequestFactory().get("/"), slug="nobody")
