"""Which general rules of online booking hold?"""

from kartotek.domain.access.models import OnlineBookingSettings
from kartotek.domain.access.values import BusinessFacts, Limit, Policy, RefusalTexts, VerifyContact


def get_policy(*, business: BusinessFacts) -> Policy:
    """The rules of the business in scope, in one query; those it never changed are the defaults."""
    row = OnlineBookingSettings.objects.first()
    return Policy(timezone=business.timezone) if row is None else policy_of(row, business.timezone)


def policy_of(row: OnlineBookingSettings, timezone: str) -> Policy:
    """The row as decisions read it."""
    return Policy(
        timezone=timezone,
        general_limit=Limit(row.max_future_bookings),
        min_notice_minutes=row.min_notice_minutes,
        horizon_days=row.horizon_days,
        slot_minutes=row.slot_minutes,
        cancel_notice_minutes=row.cancel_notice_minutes,
        verify_contact=VerifyContact(row.verify_contact),
        refusal_texts=RefusalTexts(row.refusal_texts),
        limit_messages=row.limit_messages,
        blocked_messages=row.blocked_messages,
        version=row.version,
    )
