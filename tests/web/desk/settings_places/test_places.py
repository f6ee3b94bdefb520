"""Can locations and areas be made, changed and removed on screen?"""

from django_scopes import scope
from tests.factories.businesses import make_area, make_location
from tests.personas import signed_in

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.businesses.queries import list_locations

URL = "/desk/havnegade/settings/places/"


def test_location_is_added_changed_archived_and_restored(business: Business, owner: Actor) -> None:
    browser = signed_in(owner)
    assert browser.get(f"{URL}locations/new/").status_code == 200
    added = browser.post(f"{URL}locations/new/", {"name": "Amager", "city": "Kbh"}, headers={"hx-request": "true"})
    assert (added.status_code, added.headers["HX-Redirect"]) == (204, URL)
    with scope(business=business):
        (location,) = list_locations()
    path = f"{URL}locations/{location.id}/"
    assert 'value="Amager"' in browser.get(path).content.decode()
    assert browser.post(path, {"version": "1", "name": "Amager Ø"}).status_code == 302
    stale = browser.post(path, {"version": "1", "name": "Amager V"})
    assert stale.status_code == 409
    assert "<td>Amager Ø</td><td>Amager V</td>" in stale.content.decode()
    assert browser.post(path, {"version": "2", "name": ""}).status_code == 422
    for word in ("Archived", ""):
        browser.post(f"{path}archive/")
        assert (">Archived<" in browser.get(URL).content.decode().replace("</svg>Archived", ">Archived")) == bool(word)


def test_areas_show_as_a_tree_and_are_changed(business: Business, owner: Actor) -> None:
    browser = signed_in(owner)
    city = make_area(business, "City")
    assert browser.get(f"{URL}areas/new/").status_code == 200
    assert browser.post(f"{URL}areas/new/", {"name": "Inner", "parent": city.pk}).status_code == 302
    assert browser.post(f"{URL}areas/new/", {"name": "Inner", "parent": ""}).status_code == 422
    assert "Part of City" in browser.get(URL).content.decode()
    path = f"{URL}areas/{city.pk}/"
    form = browser.get(path).content.decode()
    assert "Inner" not in form
    assert browser.post(path, {"version": "1", "name": "Town", "parent": ""}).status_code == 302
    assert browser.post(path, {"version": "1", "name": "Village", "parent": ""}).status_code == 409
    kept = browser.post(f"{path}delete/")
    assert kept.status_code == 422
    assert "still belong to this area" in kept.content.decode()


def test_empty_area_is_removed(business: Business, owner: Actor) -> None:
    browser = signed_in(owner)
    area = make_area(business, "City")
    path = f"{URL}areas/{area.pk}/delete/"
    assert browser.get(path).status_code == 200
    assert browser.post(path).headers["Location"] == URL
    assert "No areas" in browser.get(URL).content.decode()


def test_another_tenants_places_do_not_exist(business: Business, other_business: Business, owner: Actor) -> None:
    browser = signed_in(owner)
    location, area = make_location(other_business), make_area(other_business)
    for path in (f"locations/{location.pk}/", f"areas/{area.pk}/", f"areas/{area.pk}/delete/"):
        assert browser.get(URL + path).status_code == 404
        assert browser.post(URL + path, {"version": "1", "name": "X"}).status_code == 404
    assert browser.post(f"{URL}locations/{location.pk}/archive/").status_code == 404


def test_receptionist_may_not(receptionist: Actor) -> None:
    assert signed_in(receptionist).get(URL).status_code == 403
