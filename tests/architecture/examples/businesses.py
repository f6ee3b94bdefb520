"""Examples of what changes businesses, places and people."""

from collections.abc import Callable

from tests.architecture.examples import Stage, example
from tests.factories.businesses import make_area, make_location, make_membership
from tests.personas import membership_of

from kartotek.domain.audit.values import STRANGER, SYSTEM
from kartotek.domain.businesses import actions
from kartotek.domain.businesses.values import (
    AccountEvent,
    AreaDetails,
    BusinessDetails,
    LocationDetails,
    Role,
    StaffDetails,
    StaffTokenDetails,
)

Do = Callable[[], object]
KLINIK = BusinessDetails("klinik", "Klinik", "Europe/Copenhagen", "DK", "DKK", "da")
SIGNE = StaffDetails("signe@havnegade.example", "Signe Kragh", Role.RECEPTIONIST)


@example(actions.create_business)
def _create_business(stage: Stage) -> Do:
    return lambda: actions.create_business(actor=SYSTEM, now=stage.now, details=KLINIK)


@example(actions.edit_business)
def _edit_business(stage: Stage) -> Do:
    return lambda: actions.edit_business(
        actor=stage.owner, now=stage.now, business_id=stage.business.pk, changes={"name": "Havnegade"}
    )


@example(actions.create_location)
def _create_location(stage: Stage) -> Do:
    details = LocationDetails("Vesterbro")
    return lambda: actions.create_location(
        actor=stage.owner, now=stage.now, business_id=stage.business.pk, details=details
    )


@example(actions.edit_location)
def _edit_location(stage: Stage) -> Do:
    place = make_location(stage.business)
    return lambda: actions.edit_location(
        actor=stage.owner, now=stage.now, location_id=place.pk, changes={"is_archived": True}
    )


@example(actions.create_area)
def _create_area(stage: Stage) -> Do:
    details = AreaDetails("Nord")
    return lambda: actions.create_area(actor=stage.owner, now=stage.now, business_id=stage.business.pk, details=details)


@example(actions.edit_area)
def _edit_area(stage: Stage) -> Do:
    area = make_area(stage.business)
    return lambda: actions.edit_area(actor=stage.owner, now=stage.now, area_id=area.pk, changes={"name": "Syd"})


@example(actions.assign_inspectors)
def _assign_inspectors(stage: Stage) -> Do:
    area, member = make_area(stage.business), make_membership(stage.business, Role.INSPECTOR)
    return lambda: actions.assign_inspectors(actor=stage.owner, now=stage.now, area_id=area.pk, member_ids=(member.pk,))


@example(actions.delete_area)
def _delete_area(stage: Stage) -> Do:
    area = make_area(stage.business)
    return lambda: actions.delete_area(actor=stage.owner, now=stage.now, area_id=area.pk)


@example(actions.create_staff)
def _create_staff(stage: Stage) -> Do:
    return lambda: actions.create_staff(
        actor=SYSTEM, now=stage.now, business_id=stage.business.pk, details=SIGNE, password="correct horse battery"
    )


@example(actions.invite_staff)
def _invite_staff(stage: Stage) -> Do:
    return lambda: actions.invite_staff(actor=stage.owner, now=stage.now, business_id=stage.business.pk, details=SIGNE)


@example(actions.renew_invitation)
def _renew_invitation(stage: Stage) -> Do:
    made = actions.invite_staff(actor=stage.owner, now=stage.now, business_id=stage.business.pk, details=SIGNE)
    return lambda: actions.renew_invitation(actor=stage.owner, now=stage.now, member_id=made.member.id)


@example(actions.accept_invitation)
def _accept_invitation(stage: Stage) -> Do:
    made = actions.invite_staff(actor=stage.owner, now=stage.now, business_id=stage.business.pk, details=SIGNE)
    return lambda: actions.accept_invitation(
        actor=STRANGER, now=stage.now, secret=made.secret, name="Signe", password="correct horse battery", user_id=None
    )


@example(actions.change_staff)
def _change_staff(stage: Stage) -> Do:
    member = make_membership(stage.business)
    return lambda: actions.change_staff(
        actor=stage.owner, now=stage.now, member_id=member.pk, changes={"name": "Signe K."}
    )


@example(actions.deactivate_staff)
def _deactivate_staff(stage: Stage) -> Do:
    member = make_membership(stage.business)
    return lambda: actions.deactivate_staff(actor=stage.owner, now=stage.now, member_id=member.pk)


@example(actions.reactivate_staff)
def _reactivate_staff(stage: Stage) -> Do:
    member = make_membership(stage.business, is_active=False)
    return lambda: actions.reactivate_staff(actor=stage.owner, now=stage.now, member_id=member.pk)


@example(actions.create_token)
def _create_token(stage: Stage) -> Do:
    member = membership_of(stage.owner)
    return lambda: actions.create_token(actor=stage.owner, now=stage.now, member_id=member.pk, name="script")


@example(actions.ensure_staff_token)
def _ensure_staff_token(stage: Stage) -> Do:
    details = StaffTokenDetails(Role.INSPECTOR, area_names=("Nord",))
    return lambda: actions.ensure_staff_token(
        actor=SYSTEM, now=stage.now, business_id=stage.business.pk, details=details
    )


@example(actions.revoke_token)
def _revoke_token(stage: Stage) -> Do:
    member = membership_of(stage.owner)
    made = actions.create_token(actor=stage.owner, now=stage.now, member_id=member.pk, name="script")
    return lambda: actions.revoke_token(actor=stage.owner, now=stage.now, token_id=made.item.id)


@example(actions.record_account_event)
def _record_account_event(stage: Stage) -> Do:
    email = membership_of(stage.owner).user.email
    return lambda: actions.record_account_event(
        actor=stage.owner, now=stage.now, email=email, event=AccountEvent.SIGNED_IN
    )


@example(actions.mail_account)
def _mail_account(stage: Stage) -> Do:
    email = membership_of(stage.owner).user.email
    return lambda: actions.mail_account(actor=STRANGER, now=stage.now, email=email, subject="Code", body="123456")
