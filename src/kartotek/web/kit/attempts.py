"""Does somebody book too often? Ten bookings a minute by address and by phone, sixty by network (S22, api.md).

The names of the buckets are those of the API, so that both faces count together.
"""

from datetime import timedelta

from kartotek.domain.booking.values.bookings import Booker
from kartotek.kernel.contact import normalise_email, normalise_phone
from kartotek.plumbing import ratelimits
from kartotek.web.kit.public import PublicContext

_BY_PERSON, _BY_NETWORK, _MINUTE = 10, 60, timedelta(minutes=1)


def count(public: PublicContext, booker: Booker | None) -> None:
    """Count one try; raises TooMany."""
    typed = booker or Booker()
    email, phone = normalise_email(typed.email).value, normalise_phone(typed.phone, public.business.country).value
    proven = public.customer.address if public.customer else ""
    people = {f"{public.business.id} {one}" for one in (email, phone, proven) if one}
    limits = [ratelimits.Limit("booking", one, _BY_PERSON, _MINUTE) for one in sorted(people)]
    limits.append(ratelimits.Limit("booking network", public.address, _BY_NETWORK, _MINUTE))
    ratelimits.hit(limits, now=public.now)
