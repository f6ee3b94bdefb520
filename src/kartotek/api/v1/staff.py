"""`staff`: who works here, in which role, with which rights (S55)."""

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_body, id_from_path, slice_of
from kartotek.domain.businesses import actions, queries
from kartotek.domain.businesses.decisions import single_permissions
from kartotek.domain.businesses.values import Invitation, Role, StaffChanges, StaffDetails, StaffItem
from kartotek.domain.catalog.queries import list_employees
from kartotek.plumbing.addresses import absolute

router = Router(tags=["staff"])


class StaffIn(Shape):
    """Somebody to invite."""

    name: str = Field(max_length=200)
    email: str = Field(max_length=254)
    role: Role
    phone: str = Field("", max_length=40)
    areas: list[str] = Field([], max_length=200)
    granted: list[str] = Field([], max_length=50)
    taken: list[str] = Field([], max_length=50)
    permissions: list[str] | None = Field(None, max_length=50)


class StaffPatch(Shape):
    """Whatever is to change; the e-mail address is the person's own affair.

    Single permissions are said by what is `granted` and `taken`, or by `permissions`: all that she is to have.
    """

    name: str = Field("", max_length=200)
    role: Role = Role.PRACTITIONER
    phone: str = Field("", max_length=40)
    areas: list[str] = Field([], max_length=200)
    granted: list[str] = Field([], max_length=50)
    taken: list[str] = Field([], max_length=50)
    permissions: list[str] = Field([], max_length=50)


class StaffOut(Schema):
    """A person: `permissions` is what comes out of role, granted and taken."""

    id: str
    name: str
    email: str
    phone: str
    role: str
    permissions: list[str]
    granted: list[str]
    taken: list[str]
    areas: list[str]
    employee: str | None
    is_active: bool
    is_invited: bool


class InvitedOut(StaffOut):
    """A person just invited and the link she needs, which is told this once."""

    invitation_url: str


@router.get("/staff", response=PageShape[StaffOut])
def list_staff(request: StaffRequest, limit: int | None = None, cursor: str = "") -> dict[str, object]:
    """Everybody, those at work first."""
    employees = _employees()
    return slice_of(queries.list_staff(), lambda row: _shape(row, employees), limit=limit, cursor=cursor)


@router.post("/staff", response={201: InvitedOut})
def invite_staff(request: StaffRequest, payload: StaffIn, response: HttpResponse) -> Status[dict[str, object]]:
    """Invite somebody; the answer holds the link."""
    call = request.call
    granted, taken = tuple(payload.granted), tuple(payload.taken)
    if payload.permissions is not None:
        granted, taken = single_permissions(payload.role, payload.permissions)
    details = StaffDetails(
        email=payload.email,
        name=payload.name,
        role=payload.role,
        phone=payload.phone,
        area_ids=_area_ids(payload.areas),
        granted=granted,
        taken=taken,
    )
    invitation = actions.invite_staff(actor=call.actor, now=call.now, business_id=call.business.id, details=details)
    etags.tag(response, invitation.member.version)
    return Status(201, _invited(invitation))


@router.get("/staff/{member}", response=StaffOut)
def get_staff_member(request: StaffRequest, member: str, response: HttpResponse) -> dict[str, object]:
    """One person, at work or not."""
    found = queries.get_staff_member(id_from_path(member))
    etags.tag(response, found.version)
    return _shape(found, _employees())


@router.patch("/staff/{member}", response=StaffOut)
def change_staff(request: StaffRequest, member: str, payload: StaffPatch, response: HttpResponse) -> dict[str, object]:
    """Change name, phone, role, areas, single permissions."""
    changed = actions.change_staff(
        actor=request.call.actor,
        now=request.call.now,
        member_id=id_from_path(member),
        changes=_changes(payload),
        expected_version=etags.expected_version(request),
    )
    etags.tag(response, changed.version)
    return _shape(changed, _employees())


@router.delete("/staff/{member}", response={204: None})
def deactivate_staff(request: StaffRequest, member: str) -> Status[None]:
    """Let a person go: she cannot enter, her tokens are void, what she did keeps her name."""
    actions.deactivate_staff(
        actor=request.call.actor,
        now=request.call.now,
        member_id=id_from_path(member),
        expected_version=etags.expected_version(request),
    )
    return Status(204, None)


@router.post("/staff/{member}/restore", response=StaffOut)
def reactivate_staff(request: StaffRequest, member: str, response: HttpResponse) -> dict[str, object]:
    """Take a person back with the rights she had."""
    back = actions.reactivate_staff(actor=request.call.actor, now=request.call.now, member_id=id_from_path(member))
    etags.tag(response, back.version)
    return _shape(back, _employees())


@router.post("/staff/{member}/invitation", response=InvitedOut)
def renew_invitation(request: StaffRequest, member: str, response: HttpResponse) -> dict[str, object]:
    """A new link for somebody who has not accepted yet; the old one is void."""
    invitation = actions.renew_invitation(
        actor=request.call.actor, now=request.call.now, member_id=id_from_path(member)
    )
    etags.tag(response, invitation.member.version)
    return _invited(invitation)


def _changes(payload: StaffPatch) -> StaffChanges:
    given = payload.model_fields_set
    changes = StaffChanges()
    if "name" in given:
        changes["name"] = payload.name
    if "role" in given:
        changes["role"] = payload.role
    if "phone" in given:
        changes["phone"] = payload.phone
    if "areas" in given:
        changes["area_ids"] = _area_ids(payload.areas)
    if "granted" in given:
        changes["granted"] = tuple(payload.granted)
    if "taken" in given:
        changes["taken"] = tuple(payload.taken)
    if "permissions" in given:
        changes["permissions"] = tuple(payload.permissions)
    return changes


def _area_ids(given: list[str]) -> tuple[int, ...]:
    return tuple(id_from_body("areas", area) for area in given)


def _employees() -> dict[int, str]:
    """The employee of each member of staff who has a calendar."""
    return {
        row.membership_id: str(row.id) for row in list_employees(has_archived=True) if row.membership_id is not None
    }


def _shape(row: StaffItem, employees: dict[int, str]) -> dict[str, object]:
    return {
        "id": str(row.id),
        "name": row.name,
        "email": row.email,
        "phone": row.phone,
        "role": row.role,
        "permissions": sorted(row.permissions),
        "granted": sorted(row.granted),
        "taken": sorted(row.taken),
        "areas": [str(area) for area in sorted(row.area_ids)],
        "employee": employees.get(row.id),
        "is_active": row.is_active,
        "is_invited": row.is_invited,
    }


def _invited(invitation: Invitation) -> dict[str, object]:
    url = absolute(f"/accounts/invitation/{invitation.secret}/")
    return {**_shape(invitation.member, _employees()), "invitation_url": url}
