"""Invite somebody to work in a business, and print the link; so the first owner comes in.

Again for somebody who has not come yet: a new link, and the old one is void.
"""

import argparse

from kartotek.cli.installation import add_data_dir, installation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whom, where, as what."""
    add_data_dir(parser)
    parser.add_argument("--business", required=True, metavar="SLUG")
    parser.add_argument("--email", required=True, metavar="ADDRESS")
    parser.add_argument(
        "--role", default="owner", help="owner (default), administrator, inspector, receptionist or practitioner"
    )
    parser.add_argument("--name", default="", help="what the person is called (default: the address)")


def run(options: argparse.Namespace) -> int:
    """Print the link."""
    with installation(options.data_dir):
        print(make_link(options))
    return 0


def make_link(options: argparse.Namespace) -> str:
    """The address of the invitation."""
    from django_scopes import scope  # Django must be set up before the domain can be imported

    from kartotek.domain.audit.values import SYSTEM
    from kartotek.domain.businesses import actions, queries
    from kartotek.domain.businesses.values import Role, StaffDetails
    from kartotek.kernel import clock
    from kartotek.kernel.errors import Invalid, NotFound
    from kartotek.plumbing.addresses import absolute

    if options.role not in {role.value for role in Role}:
        raise Invalid(f"There is no role {options.role}: {', '.join(role.value for role in Role)}.")
    try:
        business = queries.get_business_by_slug(options.business)
    except NotFound as error:
        raise NotFound(f"There is no business {options.business}.") from error
    email = options.email.strip().lower()
    with scope(business=business):
        waiting = [person for person in queries.list_staff() if person.email == email and person.is_invited]
        if waiting:
            invitation = actions.renew_invitation(actor=SYSTEM, now=clock.now(), member_id=waiting[0].id)
        else:
            details = StaffDetails(email=email, name=options.name or email, role=Role(options.role))
            invitation = actions.invite_staff(actor=SYSTEM, now=clock.now(), business_id=business.id, details=details)
    return absolute(f"/accounts/invitation/{invitation.secret}/")
