"""Do people come, change and go as S55 says, and is it written down?"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django_scopes import scope
from tests.audit import entries
from tests.factories.businesses import PASSWORD, make_area, make_membership, make_token, make_user
from tests.personas import membership_of

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.businesses import actions, queries
from kartotek.domain.businesses.errors import AlreadyMember, InvitationAnswered, LastOwner, SignInFirst
from kartotek.domain.businesses.models import Area, Business, Membership, User
from kartotek.domain.businesses.values import Role, StaffChanges, StaffDetails, StaffItem
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted, Stale

OTHER = "another long one"
KIM = StaffDetails("Kim@Example.com", "Kim", Role.RECEPTIONIST)


def change(actor: Actor, member: Membership, now: datetime, changes: StaffChanges) -> StaffItem:
    return actions.change_staff(actor=actor, now=now, member_id=member.pk, changes=changes)


def test_invited_person_gets_an_account_that_opens_only_by_the_link(
    scoped: Business, administrator: Actor, area: Area, now: datetime
) -> None:
    details = StaffDetails("Kim@Example.com", "Kim", Role.INSPECTOR, "22 55 01 14", (area.pk,), ("tag.manage",), ())
    invitation = actions.invite_staff(actor=administrator, now=now, business_id=scoped.pk, details=details)
    member = invitation.member
    assert (member.email, member.name, member.role, member.phone) == (
        "kim@example.com",
        "Kim",
        Role.INSPECTOR,
        "+4522550114",
    )
    assert (member.area_ids, member.granted, member.is_invited) == (
        frozenset({area.pk}),
        frozenset({"tag.manage"}),
        True,
    )
    assert member.invite_expires_at == now + timedelta(days=14)
    assert not User.objects.get(email="kim@example.com").has_usable_password()
    assert entries() == [("staff.invited", "Jonas Krog", "staff", member.id)]
    found = queries.find_invitation(invitation.secret, now)
    assert found is not None
    assert found.pk == member.id


def test_account_of_that_address_is_taken_up(
    scoped: Business, owner: Actor, other_business: Business, now: datetime
) -> None:
    user = make_user("kim@example.com", PASSWORD)
    make_membership(other_business, user=user, name="Kimberley")
    invitation = actions.invite_staff(actor=owner, now=now, business_id=scoped.pk, details=KIM)
    assert (invitation.member.user_id, invitation.member.name) == (user.pk, "Kim")


def test_nobody_is_invited_twice_not_even_after_leaving(scoped: Business, owner: Actor, now: datetime) -> None:
    make_membership(scoped, user=make_user("kim@example.com"), is_active=False)
    with pytest.raises(AlreadyMember):
        actions.invite_staff(actor=owner, now=now, business_id=scoped.pk, details=KIM)


@pytest.mark.parametrize(
    ("details", "problems"),
    [
        (
            StaffDetails("", "", Role.RECEPTIONIST, "12"),
            [("name", "required"), ("phone", "not_a_phone"), ("email", "required")],
        ),
        (StaffDetails("kim", "Kim", Role.RECEPTIONIST), [("email", "not_an_email")]),
        (StaffDetails("k@example.com", "Kim", Role.RECEPTIONIST, area_ids=(0,)), [("areas", "unknown")]),
        (
            StaffDetails("k@example.com", "K", Role.OWNER, granted=("x",), taken=("staff.manage",)),
            [("granted", "unknown"), ("taken", "owners_keep")],
        ),
        (StaffDetails("k@example.com", "K", Role.RECEPTIONIST, granted=("owners.manage",)), [("granted", "unknown")]),
    ],
)
def test_invitation_says_all_that_is_wrong(
    scoped: Business, owner: Actor, now: datetime, details: StaffDetails, problems: list[tuple[str, str]]
) -> None:
    with pytest.raises(Invalid) as caught:
        actions.invite_staff(actor=owner, now=now, business_id=scoped.pk, details=details)
    assert [(problem.field, problem.code) for problem in caught.value.problems] == problems


def test_nobody_gives_what_she_does_not_hold(scoped: Business, administrator: Actor, now: datetime) -> None:
    for details in (
        StaffDetails("k@example.com", "K", Role.OWNER),
        StaffDetails("k@example.com", "K", Role.RECEPTIONIST, granted=("customer.quick_login",)),
    ):
        with pytest.raises(NotPermitted):
            actions.invite_staff(actor=administrator, now=now, business_id=scoped.pk, details=details)
    herself = membership_of(administrator)
    with pytest.raises(NotPermitted):
        change(administrator, herself, now, {"granted": ("customer.quick_login",)})
    with pytest.raises(NotPermitted):
        change(administrator, herself, now, {"role": Role.OWNER})


def test_second_invitation_voids_the_first(scoped: Business, owner: Actor, now: datetime) -> None:
    first = actions.invite_staff(actor=owner, now=now, business_id=scoped.pk, details=KIM)
    second = actions.renew_invitation(actor=owner, now=now, member_id=first.member.id)
    assert queries.find_invitation(first.secret, now) is None
    assert queries.find_invitation(second.secret, now) is not None
    assert [entry[0] for entry in entries()] == ["staff.invited", "staff.invited_again"]


def test_nobody_takes_a_greater_place_than_her_own_by_a_new_link(
    scoped: Business, owner: Actor, receptionist: Actor, now: datetime
) -> None:
    member = membership_of(receptionist)
    change(owner, member, now, {"granted": ("staff.manage",)})
    actor = queries.actor_for_membership(Membership.objects.get(pk=member.pk))
    chief = StaffDetails("chief@example.com", "Chief", Role.ADMINISTRATOR)
    invited = actions.invite_staff(actor=owner, now=now, business_id=scoped.pk, details=chief)
    with pytest.raises(NotPermitted):
        actions.renew_invitation(actor=actor, now=now, member_id=invited.member.id)
    assert queries.find_invitation(invited.secret, now) is not None


def test_who_has_accepted_is_not_invited_again(
    scoped: Business, owner: Actor, receptionist: Actor, now: datetime
) -> None:
    with pytest.raises(InvitationAnswered):
        actions.renew_invitation(actor=owner, now=now, member_id=membership_of(receptionist).pk)


def test_new_person_accepts_with_name_and_password(
    business: Business, owner: Actor, now: datetime, stranger: Actor
) -> None:
    with scope(business=business):
        invitation = actions.invite_staff(actor=owner, now=now, business_id=business.pk, details=KIM)
    member = actions.accept_invitation(
        actor=stranger, now=now, secret=invitation.secret, name="Kim Holm", password=PASSWORD, user_id=None
    )
    assert (member.name, member.invite_digest, member.invite_expires_at) == ("Kim Holm", "", None)
    assert User.objects.get(email="kim@example.com").check_password(PASSWORD)
    assert entries()[1] == ("staff.joined", "Kim Holm", "staff", member.pk)
    with pytest.raises(NotFound):
        actions.accept_invitation(
            actor=stranger, now=now, secret=invitation.secret, name="Kim", password=PASSWORD, user_id=None
        )


@pytest.mark.parametrize("password", ["", "short", "1234567890123", "password1234", "a\0bcdefghijklmn", "x" * 501])
def test_weak_password_is_refused(
    business: Business, owner: Actor, now: datetime, stranger: Actor, password: str
) -> None:
    with scope(business=business):
        invitation = actions.invite_staff(actor=owner, now=now, business_id=business.pk, details=KIM)
    with pytest.raises(Invalid) as caught:
        actions.accept_invitation(
            actor=stranger, now=now, secret=invitation.secret, name="Kim", password=password, user_id=None
        )
    assert {problem.field for problem in caught.value.problems} == {"password"}


def test_link_never_opens_an_account_that_is_in_use(
    business: Business, other_business: Business, owner: Actor, now: datetime, stranger: Actor
) -> None:
    with_password = make_user("kim@example.com", PASSWORD)
    by_command = make_user("bot@example.com")
    make_membership(other_business, user=by_command)
    for user in (with_password, by_command):
        details = StaffDetails(user.email, "K", Role.RECEPTIONIST)
        with scope(business=business):
            invitation = actions.invite_staff(actor=owner, now=now, business_id=business.pk, details=details)
        for user_id in (None, membership_of(owner).user_id):
            with pytest.raises(SignInFirst):
                actions.accept_invitation(
                    actor=stranger,
                    now=now,
                    secret=invitation.secret,
                    name="K",
                    password="other pass word",
                    user_id=user_id,
                )
        member = actions.accept_invitation(
            actor=stranger, now=now, secret=invitation.secret, name="K", password="", user_id=user.pk
        )
        assert queries.find_active_membership(user.pk, business) == member
    assert User.objects.get(pk=with_password.pk).check_password(PASSWORD)


def test_change_counts_and_is_written_down(scoped: Business, owner: Actor, receptionist: Actor, now: datetime) -> None:
    member = membership_of(receptionist)
    inner = make_area(scoped, "Inner")
    changed = actions.change_staff(
        actor=owner,
        now=now,
        member_id=member.pk,
        changes={
            "name": "Signe K.",
            "role": Role.INSPECTOR,
            "phone": "+46 8 123 456 78",
            "area_ids": (inner.pk,),
            "granted": ("rule.manage",),
            "taken": ("lock.override",),
        },
        expected_version=1,
    )
    assert (changed.name, changed.role, changed.phone, changed.version) == (
        "Signe K.",
        Role.INSPECTOR,
        "+46812345678",
        2,
    )
    actor = queries.actor_for_membership(membership_of(receptionist))
    assert (actor.may("rule.manage"), actor.may("lock.override"), actor.area_ids) == (
        True,
        False,
        frozenset({inner.pk}),
    )
    assert Entry.objects.get().change.changes == {
        "name": ["Signe Kragh", "Signe K."],
        "role": ["receptionist", "inspector"],
        "phone": ["", "+46812345678"],
        "areas": [[], [inner.pk]],
        "granted": [[], ["rule.manage"]],
        "taken": [[], ["lock.override"]],
    }


def test_areas_alone_count_as_a_change(
    scoped: Business, owner: Actor, inspector: Actor, other_area: Area, now: datetime
) -> None:
    member = membership_of(inspector)
    changed = actions.change_staff(actor=owner, now=now, member_id=member.pk, changes={"area_ids": (other_area.pk,)})
    assert (changed.area_ids, changed.version) == (frozenset({other_area.pk}), 2)
    same = actions.change_staff(actor=owner, now=now, member_id=member.pk, changes={"area_ids": (other_area.pk,)})
    assert same.version == 2
    assert [entry[0] for entry in entries()] == ["staff.changed"]


def test_stale_change_of_a_person_is_refused(
    scoped: Business, owner: Actor, receptionist: Actor, now: datetime
) -> None:
    member = membership_of(receptionist)
    with pytest.raises(Stale):
        actions.change_staff(actor=owner, now=now, member_id=member.pk, changes={"name": "X"}, expected_version=9)
    with pytest.raises(Stale):
        actions.deactivate_staff(actor=owner, now=now, member_id=member.pk, expected_version=9)


def test_owners_are_changed_by_owners_only(scoped: Business, owner: Actor, administrator: Actor, now: datetime) -> None:
    with pytest.raises(NotPermitted):
        change(administrator, membership_of(owner), now, {"name": "X"})


def test_last_owner_stays(scoped: Business, owner: Actor, now: datetime) -> None:
    mette = membership_of(owner)
    make_membership(scoped, Role.OWNER, invite_digest="x")
    make_membership(scoped, Role.OWNER, is_active=False)
    with pytest.raises(LastOwner):
        change(owner, mette, now, {"role": Role.ADMINISTRATOR})
    with pytest.raises(LastOwner):
        actions.deactivate_staff(actor=owner, now=now, member_id=mette.pk)
    make_membership(scoped, Role.OWNER)
    change(owner, mette, now, {"role": Role.ADMINISTRATOR})
    assert membership_of(owner).role == Role.ADMINISTRATOR


def test_who_is_let_go_loses_tokens_and_invitation(scoped: Business, owner: Actor, now: datetime) -> None:
    member = make_membership(scoped, invite_digest="x", invite_expires_at=now)
    plain = make_token(member)
    gone = actions.deactivate_staff(actor=owner, now=now, member_id=member.pk, reason="moved away")
    assert (gone.is_active, gone.is_invited) == (False, False)
    actions.deactivate_staff(actor=owner, now=now, member_id=member.pk)
    back = actions.reactivate_staff(actor=owner, now=now, member_id=member.pk)
    actions.reactivate_staff(actor=owner, now=now, member_id=member.pk)
    assert back.is_active
    assert queries.find_caller(plain, address="") is None
    assert [entry[0] for entry in entries()] == ["staff.deactivated", "staff.reactivated"]
    assert Entry.objects.order_by("pk")[0].change.reason == "moved away"


def test_other_owner_may_be_let_go(scoped: Business, owner: Actor, now: datetime) -> None:
    second = make_membership(scoped, Role.OWNER)
    assert not actions.deactivate_staff(actor=owner, now=now, member_id=second.pk).is_active


def test_system_seats_people_without_invitation(scoped: Business, owner: Actor, now: datetime) -> None:
    member = actions.create_staff(actor=SYSTEM, now=now, business_id=scoped.pk, details=KIM, password=PASSWORD)
    assert not member.is_invited
    assert User.objects.get(email="kim@example.com").check_password(PASSWORD)
    assert entries() == [("staff.created", "Kartotek", "staff", member.id)]
    with pytest.raises(NotPermitted):
        actions.create_staff(actor=owner, now=now, business_id=scoped.pk, details=KIM)


def test_person_of_another_business_cannot_be_changed(
    scoped: Business, owner: Actor, other_owner: Actor, now: datetime
) -> None:
    foreign = membership_of(other_owner)
    attempts: list[Callable[[], object]] = [
        lambda: change(owner, foreign, now, {"name": "X"}),
        lambda: actions.deactivate_staff(actor=owner, now=now, member_id=foreign.pk),
        lambda: actions.reactivate_staff(actor=owner, now=now, member_id=foreign.pk),
        lambda: actions.renew_invitation(actor=owner, now=now, member_id=foreign.pk),
    ]
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt()


def test_only_who_manages_staff_may_change_people(
    scoped: Business, inspector: Actor, receptionist: Actor, now: datetime
) -> None:
    member = membership_of(receptionist)
    attempts: list[Callable[[], object]] = [
        lambda: change(inspector, member, now, {"name": "X"}),
        lambda: actions.deactivate_staff(actor=inspector, now=now, member_id=member.pk),
        lambda: actions.reactivate_staff(actor=inspector, now=now, member_id=member.pk),
        lambda: actions.renew_invitation(actor=inspector, now=now, member_id=member.pk),
        lambda: actions.invite_staff(actor=inspector, now=now, business_id=scoped.pk, details=KIM),
    ]
    for attempt in attempts:
        with pytest.raises(NotPermitted):
            attempt()
    assert entries() == []
