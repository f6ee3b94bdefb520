"""Does each question about businesses and people get its answer, and nobody else's?"""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries
from tests.factories.businesses import CREATED_AT, make_area, make_location, make_membership, make_token, make_user
from tests.personas import membership_of

from kartotek.domain.audit.values import Actor, ActorKind
from kartotek.domain.businesses import queries
from kartotek.domain.businesses.models import ApiToken, Area, Business, Membership
from kartotek.domain.businesses.values import (
    ROLE_PERMISSIONS,
    AreaItem,
    LocationItem,
    Permission,
    Role,
    StaffItem,
    TokenItem,
    digest_of,
)
from kartotek.kernel.errors import Invalid, NotFound


def test_business_is_found_by_id_and_slug(business: Business) -> None:
    assert queries.get_business(business.pk) == business
    assert queries.get_business_by_slug("havnegade") == business


@pytest.mark.parametrize("slug", ["nobody", "HAVNEGADE", "", "\0"])
def test_unknown_slug_is_not_found(business: Business, slug: str) -> None:
    with pytest.raises(NotFound):
        queries.get_business_by_slug(slug)


def test_unknown_business_is_not_found(business: Business) -> None:
    with pytest.raises(NotFound):
        queries.get_business(business.pk + 1)


def test_businesses_of_a_person_leave_out_where_she_was_let_go_or_has_not_accepted(
    business: Business, other_business: Business
) -> None:
    user = make_user("kim@example.com")
    make_membership(business, user=user)
    make_membership(other_business, user=user, is_active=False)
    assert queries.list_businesses_of(user.pk) == [business]
    invited = make_user("new@example.com")
    make_membership(business, user=invited, invite_digest="x")
    assert queries.list_businesses_of(invited.pk) == []


def test_membership_is_found_in_its_own_business_only(
    business: Business, other_business: Business, owner: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    member = membership_of(owner)
    assert queries.find_active_membership(member.user_id, business) == member
    assert queries.find_active_membership(member.user_id, other_business) is None
    assert queries.find_member(member.user_id, "elsewhere") is None
    with django_assert_num_queries(1):
        found = queries.find_member(member.user_id, "havnegade")
        assert found is not None
        assert (found.business.name, found.user.email) == ("Havnegade Salon & Klinik", "owner@havnegade.example")


def test_deactivated_and_invited_people_may_not_enter(business: Business) -> None:
    gone = make_membership(business, is_active=False)
    invited = make_membership(business, invite_digest="x")
    for member in (gone, invited):
        assert queries.find_active_membership(member.user_id, business) is None
        assert queries.find_member(member.user_id, business.slug) is None


def test_actor_carries_the_permissions_of_the_role_with_what_was_granted_and_taken(business: Business) -> None:
    member = make_membership(
        business, Role.RECEPTIONIST, name="Signe", granted=[Permission.RULE_MANAGE], taken=[Permission.LOCK_LIFT]
    )
    assert queries.actor_for_membership(member, "192.0.2.1") == Actor(
        kind=ActorKind.STAFF,
        id=member.pk,
        name="Signe",
        permissions=(ROLE_PERMISSIONS[Role.RECEPTIONIST] | {Permission.RULE_MANAGE}) - {Permission.LOCK_LIFT},
        address="192.0.2.1",
        area_ids=None,
    )


def test_inspector_sees_her_areas_and_all_below_them(business: Business, other_business: Business) -> None:
    city = make_area(business, "City")
    inner = make_area(business, "Inner", city)
    yard = make_area(business, "Yard", inner)
    make_area(business, "Country")
    make_area(other_business, "Bronx")
    member = make_membership(business, Role.INSPECTOR, areas=(city,))
    assert queries.actor_for_membership(member).area_ids == frozenset({city.pk, inner.pk, yard.pk})


def test_inspector_without_areas_sees_none(business: Business, area: Area) -> None:
    assert queries.actor_for_membership(make_membership(business, Role.INSPECTOR)).area_ids == frozenset()


def test_staff_lists_people_at_work_first(scoped: Business, other_owner: Actor) -> None:
    make_membership(scoped, name="Anna", is_active=False)
    make_membership(scoped, name="Zoe")
    make_membership(scoped, name="Bo", invite_digest="x")
    assert [(one.name, one.is_active, one.is_invited) for one in queries.list_staff()] == [
        ("Bo", True, True),
        ("Zoe", True, False),
        ("Anna", False, False),
    ]


def test_staff_list_costs_the_same_for_one_and_for_three(
    scoped: Business, area: Area, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 3):
        while Membership.objects.count() < count:
            make_membership(scoped, Role.INSPECTOR, areas=(area,))
        with django_assert_num_queries(2):
            assert [one.area_ids for one in queries.list_staff()] == [frozenset({area.pk})] * count


def test_person_is_told_with_account_and_what_comes_out_of_her_rights(scoped: Business, area: Area) -> None:
    member = make_membership(
        scoped,
        Role.PRACTITIONER,
        make_user("kim@example.com"),
        (area,),
        name="Kim",
        phone="+4522550101",
        granted=["lock.place"],
        taken=["tag.apply"],
    )
    assert queries.get_staff_member(member.pk) == StaffItem(
        id=member.pk,
        user_id=member.user_id,
        name="Kim",
        email="kim@example.com",
        phone="+4522550101",
        role=Role.PRACTITIONER,
        granted=frozenset({"lock.place"}),
        taken=frozenset({"tag.apply"}),
        permissions=frozenset({"lock.place"}),
        area_ids=frozenset({area.pk}),
        is_active=True,
        is_invited=False,
        invite_expires_at=None,
        last_login_at=None,
        version=1,
    )


def test_person_of_another_business_does_not_exist(scoped: Business, other_owner: Actor) -> None:
    with pytest.raises(NotFound):
        queries.get_staff_member(membership_of(other_owner).pk)


def test_locations_leave_out_archived_ones_unless_asked(scoped: Business, other_business: Business) -> None:
    here = make_location(scoped, "B", city="Aarhus")
    make_location(scoped, "A", is_archived=True)
    foreign = make_location(other_business, "C")
    assert [one.name for one in queries.list_locations()] == ["B"]
    assert [one.name for one in queries.list_locations(has_archived=True)] == ["A", "B"]
    assert queries.get_location(here.pk) == LocationItem(here.pk, "B", "", "", "Aarhus", None, False, 1)
    with pytest.raises(NotFound):
        queries.get_location(foreign.pk)


def test_areas_are_those_of_the_business(scoped: Business, other_business: Business) -> None:
    inner = make_area(scoped, "Indre By")
    yard = make_area(scoped, "Gården", inner)
    foreign = make_area(other_business, "Bronx")
    items = [AreaItem(yard.pk, "Gården", inner.pk, 1), AreaItem(inner.pk, "Indre By", None, 1)]
    assert queries.list_areas() == items
    assert queries.get_area(yard.pk) == items[0]
    assert queries.get_areas([inner.pk, yard.pk, inner.pk]) == items
    with pytest.raises(NotFound):
        queries.get_area(foreign.pk)
    with pytest.raises(Invalid) as caught:
        queries.get_areas([inner.pk, foreign.pk])
    assert [problem.field for problem in caught.value.problems] == ["areas"]


def test_token_leads_to_business_and_person_in_one_query(
    business: Business, owner: Actor, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    plain = make_token(membership_of(owner))
    with django_assert_num_queries(1):
        assert queries.find_caller(plain, address="192.0.2.1") == (
            business,
            replace(owner, address="192.0.2.1"),
        )
    with django_assert_num_queries(0):
        assert queries.find_caller("", address="") is None


def test_void_tokens_lead_nowhere(business: Business, now: datetime) -> None:
    revoked_later = now + timedelta(days=1)  # the clock of a demo may go back; revoked stays revoked
    for plain in (
        "kt_unknown",
        make_token(make_membership(business), revoked_at=revoked_later),
        make_token(make_membership(business, is_active=False)),
    ):
        assert queries.find_caller(plain, address="") is None


def test_tokens_list_those_that_work_newest_first(scoped: Business, other_owner: Actor, now: datetime) -> None:
    member = make_membership(scoped, name="Kim")
    plain = make_token(member, name="first")
    make_token(member, name="second")
    make_token(member, name="void", revoked_at=now)
    make_token(membership_of(other_owner), name="foreign")
    second, first = queries.list_tokens()
    assert (first.name, second.name) == ("first", "second")
    assert first == TokenItem(first.id, "first", plain[:8], member.pk, "Kim", CREATED_AT)
    assert queries.get_token(first.id) == first


def test_token_of_another_business_does_not_exist(scoped: Business, other_business: Business) -> None:
    member = make_membership(other_business)
    make_token(member)
    with scope(business=other_business):
        foreign_id = ApiToken.objects.get().pk
    with pytest.raises(NotFound):
        queries.get_token(foreign_id)


def test_invitation_is_found_until_it_expires(business: Business, now: datetime) -> None:
    soon = now + timedelta(days=1)
    invited = make_membership(business, invite_digest=digest_of("secret"), invite_expires_at=soon)
    assert queries.find_invitation("secret", now) == invited
    assert queries.find_invitation("secret", soon) is None
    assert queries.find_invitation("other", now) is None
    assert queries.find_invitation("", now) is None


def test_invitation_of_somebody_let_go_is_void(business: Business, now: datetime) -> None:
    make_membership(
        business, invite_digest=digest_of("secret"), invite_expires_at=now + timedelta(days=1), is_active=False
    )
    assert queries.find_invitation("secret", now) is None
