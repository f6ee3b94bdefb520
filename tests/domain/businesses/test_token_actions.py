"""Are tokens made for the right people, told once, and void when revoked?"""

from datetime import datetime

import pytest
from tests.audit import entries
from tests.factories.businesses import make_area, make_membership, make_user
from tests.personas import membership_of

from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.businesses import actions, queries
from kartotek.domain.businesses.errors import OtherRole
from kartotek.domain.businesses.models import ApiToken, Business
from kartotek.domain.businesses.values import Role, StaffTokenDetails, digest_of
from kartotek.kernel.errors import Conflict, Invalid, NotFound, NotPermitted


def test_token_acts_as_the_person_and_only_its_digest_is_kept(scoped: Business, owner: Actor, now: datetime) -> None:
    made = actions.create_token(actor=owner, now=now, member_id=membership_of(owner).pk, name="Website")
    assert queries.find_caller(made.plain, address="") == (scoped, owner)
    row = ApiToken.objects.get()
    assert (made.plain[:3], row.prefix, row.digest) == ("kt_", made.plain[:8], digest_of(made.plain))
    assert queries.list_tokens() == [made.item]
    assert entries() == [("token.created", "Mette Lund", "token", row.pk)]


def test_token_may_not_do_more_than_who_made_it(
    scoped: Business, owner: Actor, administrator: Actor, now: datetime
) -> None:
    with pytest.raises(NotPermitted):
        actions.create_token(actor=administrator, now=now, member_id=membership_of(owner).pk, name="x")


def test_token_is_for_people_at_work_here(scoped: Business, owner: Actor, other_owner: Actor, now: datetime) -> None:
    gone = make_membership(scoped, is_active=False)
    invited = make_membership(scoped, invite_digest="x")
    for member in (gone, invited, membership_of(other_owner)):
        with pytest.raises(NotFound):
            actions.create_token(actor=owner, now=now, member_id=member.pk, name="x")


def test_token_has_a_name(scoped: Business, owner: Actor, now: datetime) -> None:
    with pytest.raises(Invalid):
        actions.create_token(actor=owner, now=now, member_id=membership_of(owner).pk, name="")


def test_revoked_token_opens_nothing(scoped: Business, owner: Actor, now: datetime) -> None:
    made = actions.create_token(actor=owner, now=now, member_id=membership_of(owner).pk, name="Website")
    for _ in range(2):
        assert actions.revoke_token(actor=owner, now=now, token_id=made.item.id) == made.item
    assert queries.find_caller(made.plain, address="") is None
    assert [entry[0] for entry in entries()] == ["token.created", "token.revoked"]


def test_unknown_token_cannot_be_revoked(scoped: Business, owner: Actor, now: datetime) -> None:
    with pytest.raises(NotFound):
        actions.revoke_token(actor=owner, now=now, token_id=1)


def test_only_who_manages_tokens_may(scoped: Business, receptionist: Actor, now: datetime) -> None:
    with pytest.raises(NotPermitted):
        actions.create_token(actor=receptionist, now=now, member_id=membership_of(receptionist).pk, name="x")
    with pytest.raises(NotPermitted):
        actions.revoke_token(actor=receptionist, now=now, token_id=1)
    details = StaffTokenDetails(Role.OWNER)
    with pytest.raises(NotPermitted):
        actions.ensure_staff_token(actor=receptionist, now=now, business_id=scoped.pk, details=details)


def test_command_makes_person_and_areas_that_are_missing(scoped: Business, now: datetime) -> None:
    amager = make_area(scoped, "Amager")
    details = StaffTokenDetails(Role.INSPECTOR, area_names=("Amager", "Indre By"))
    made = actions.ensure_staff_token(actor=SYSTEM, now=now, business_id=scoped.pk, details=details)
    person = queries.get_staff_member(made.item.member_id)
    assert (person.email, person.name, person.role) == ("inspector@havnegade.example", "Inspector", Role.INSPECTOR)
    assert [area.name for area in queries.get_areas(person.area_ids)] == ["Amager", "Indre By"]
    assert amager.pk in person.area_ids
    found = queries.find_caller(made.plain, address="")
    assert found is not None
    assert found[1].area_ids == person.area_ids
    assert [entry[0] for entry in entries()] == ["area.created", "staff.created", "token.created"]


def test_command_finds_the_person_again_and_adds_areas(scoped: Business, now: datetime) -> None:
    make_area(scoped, "Amager")
    first = StaffTokenDetails(Role.INSPECTOR, "Kim@example.com", "Kim", ("Amager",))
    again = StaffTokenDetails(Role.INSPECTOR, "kim@example.com", "", ("Indre By",))
    plain = StaffTokenDetails(Role.INSPECTOR, "kim@example.com")
    tokens = [
        actions.ensure_staff_token(actor=SYSTEM, now=now, business_id=scoped.pk, details=details)
        for details in (first, again, plain)
    ]
    assert len({token.plain for token in tokens}) == 3
    (person,) = queries.list_staff()
    assert (person.name, person.email, len(person.area_ids)) == ("Kim", "kim@example.com", 2)


def test_command_does_not_change_roles_or_take_people_back(scoped: Business, now: datetime) -> None:
    make_membership(scoped, Role.RECEPTIONIST, make_user("kim@example.com"), is_active=False)
    for role, error in ((Role.OWNER, OtherRole), (Role.RECEPTIONIST, Conflict)):
        details = StaffTokenDetails(role, "kim@example.com")
        with pytest.raises(Conflict) as caught:
            actions.ensure_staff_token(actor=SYSTEM, now=now, business_id=scoped.pk, details=details)
        assert caught.type is error


def test_command_refuses_what_is_no_address(scoped: Business, now: datetime) -> None:
    details = StaffTokenDetails(Role.OWNER, "kim")
    with pytest.raises(Invalid) as caught:
        actions.ensure_staff_token(actor=SYSTEM, now=now, business_id=scoped.pk, details=details)
    assert [problem.field for problem in caught.value.problems] == ["email"]
