"""Make an API token and print it, and nothing else.

It belongs to the staff member of the address, who is made if missing, and so are the areas named.
"""

import argparse

from kartotek.cli.installation import add_data_dir, installation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """For whom, in which business."""
    add_data_dir(parser)
    parser.add_argument("--business", required=True, metavar="SLUG")
    parser.add_argument("--role", required=True, help="owner, administrator, inspector, receptionist or practitioner")
    parser.add_argument(
        "--area", action="append", default=[], metavar="NAME", help="an inspector's area; may be repeated"
    )
    parser.add_argument("--email", default="", metavar="ADDRESS", help="whose token (default: ROLE@SLUG.example)")
    parser.add_argument("--name", default="", help="what a new staff member is called")
    parser.add_argument("--employee", type=int, metavar="ID", help="the calendar that is this person's own")


def run(options: argparse.Namespace) -> int:
    """Print the token."""
    with installation(options.data_dir):
        print(_make(options))
    return 0


def _make(options: argparse.Namespace) -> str:
    from django_scopes import scope  # Django must be set up before the domain can be imported

    from kartotek.domain.audit.values import SYSTEM
    from kartotek.domain.businesses.actions import ensure_staff_token
    from kartotek.domain.businesses.queries import get_business_by_slug
    from kartotek.domain.businesses.values import Role, StaffTokenDetails
    from kartotek.domain.catalog.actions import edit_employee
    from kartotek.domain.catalog.queries import get_employee
    from kartotek.kernel import clock
    from kartotek.kernel.errors import Invalid, NotFound

    if options.role not in {role.value for role in Role}:
        raise Invalid(f"There is no role {options.role}: {', '.join(role.value for role in Role)}.")
    try:
        business = get_business_by_slug(options.business)
    except NotFound as error:
        raise NotFound(f"There is no business {options.business}.") from error
    details = StaffTokenDetails(Role(options.role), options.email, options.name, tuple(options.area))
    with scope(business=business):
        employee = None if options.employee is None else get_employee(options.employee)
        made = ensure_staff_token(actor=SYSTEM, now=clock.now(), business_id=business.id, details=details)
        if employee is not None and employee.membership_id != made.item.member_id:
            edit_employee(
                actor=SYSTEM,
                now=clock.now(),
                business=business,
                employee_id=employee.id,
                changes={"membership_id": made.item.member_id},
            )
    return made.plain
