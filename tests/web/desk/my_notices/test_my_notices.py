"""Does everybody choose on screen what she is told by e-mail?"""

from tests.factories.staff_mail import make_staff_mail
from tests.personas import signed_in

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.messaging.models import StaffMail

URL = "/desk/havnegade/my-notices/"


def test_boxes_are_saved_and_ticked_again(owner: Actor, scoped: Business) -> None:
    browser = signed_in(owner)
    answer = browser.post(URL, {"new_bookings": "on", "daily_overview": "on"}, follow=True)
    page = answer.content.decode()
    assert "Your notices are saved" in page
    assert [name for name in ("new_bookings", "cancellations", "daily_overview") if _is_ticked(page, name)] == [
        "new_bookings",
        "daily_overview",
    ]
    browser.post(URL, {})
    row = StaffMail.objects.get()
    assert (row.new_bookings_since, row.daily_overview) == (None, False)


def test_the_page_says_where_to_and_of_whom(owner: Actor, practitioner: Actor, inspector: Actor) -> None:
    assert "To owner@havnegade.example" in signed_in(owner).get(URL).content.decode()
    assert "your own calendar" in signed_in(practitioner).get(URL).content.decode()
    assert "customers of your areas" in signed_in(inspector).get(URL).content.decode()
    assert "your own calendar" not in signed_in(owner).get(URL).content.decode()


def test_the_account_menu_leads_there(practitioner: Actor) -> None:
    assert f'href="{URL}"' in signed_in(practitioner).get("/desk/havnegade/").content.decode()


def test_strangers_choose_nothing(business: Business, other_owner: Actor) -> None:
    assert signed_in(other_owner).post(URL, {"new_bookings": "on"}).status_code == 404


def test_the_list_of_staff_says_who_is_told_what(owner: Actor, receptionist: Actor) -> None:
    staff = "/desk/havnegade/settings/staff/"
    assert "Told by e-mail" not in signed_in(owner).get(staff).content.decode()
    make_staff_mail(receptionist, cancellations_since=None)
    page = signed_in(owner).get(staff).content.decode()
    assert page.count("Told by e-mail") == 1
    assert "new bookings, the day" in page


def _is_ticked(page: str, name: str) -> bool:
    [box] = [part for part in page.split("<input")[1:] if f'name="{name}"' in part]
    return "checked" in box.partition(">")[0]
