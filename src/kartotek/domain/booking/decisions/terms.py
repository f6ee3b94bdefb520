"""What may be agreed on with one customer about a service (S51)?"""

from kartotek.domain.booking.values.terms import TermsDetails
from kartotek.domain.catalog.decisions import offer_problems
from kartotek.domain.catalog.values import OfferDetails, ServiceItem, ServiceKind
from kartotek.kernel.errors import Invalid, Problem
from kartotek.kernel.words import gettext_noop

_NOTHING = gettext_noop("Give a length, a price, or both.")
_A_CLASS = gettext_noop("A class takes as long as its date says, for everybody.")


def check_terms(details: TermsDetails, service: ServiceItem, currency: str) -> None:
    """Raise Invalid for terms that say nothing, for a length or a price that cannot be, and for those of a class."""
    problems = offer_problems(OfferDetails(duration_minutes=details.duration_minutes, price=details.price), currency)
    if service.kind == ServiceKind.CLASS:
        problems = (*problems, Problem("service", "is_class", _A_CLASS))
    if details.duration_minutes is None and details.price is None:
        problems = (*problems, Problem("duration_minutes", "required", _NOTHING))
    if problems:
        raise Invalid(problems=problems)
