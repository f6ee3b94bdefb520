"""Which refusals are wanted?"""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from kartotek.domain.access.values import Channel, RefusalFilter
from kartotek.domain.booking.decisions.asking import FIRST_YEAR, LAST_YEAR
from kartotek.kernel.periods import day_bounds
from kartotek.web.kit.refusal_words import REASONS


def _date() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FilterForm(forms.Form):
    """What stands in the address; what cannot be read there is left out."""

    from_on = forms.DateField(label=_("From"), required=False, widget=_date())
    to_on = forms.DateField(label=_("Up to and including"), required=False, widget=_date())
    reason = forms.ChoiceField(
        label=_("Reason"),
        required=False,
        choices=[("", _("Any reason")), *((code.value, text) for code, text in REASONS)],
    )
    channel = forms.ChoiceField(
        label=_("Where"),
        required=False,
        choices=[
            ("", _("Anywhere")),
            (Channel.ONLINE.value, _("Online")),
            (Channel.STAFF.value, _("By staff")),
            (Channel.CHECK_IN.value, _("Check-in")),
        ],
    )

    def __init__(self, given: Mapping[str, str]) -> None:
        super().__init__(given)
        self.full_clean()

    def wanted(self, timezone: str, customer_id: int | None) -> RefusalFilter:
        """The filter, with days as the business has them."""
        zone = ZoneInfo(timezone)
        return RefusalFilter(
            from_at=self._bound("from_on", zone, is_end=False),
            to_at=self._bound("to_on", zone, is_end=True),
            customer_id=customer_id,
            reason=self.cleaned_data.get("reason", ""),
            channel=self.cleaned_data.get("channel", ""),
        )

    def _bound(self, name: str, zone: ZoneInfo, *, is_end: bool) -> datetime | None:
        on: date | None = self.cleaned_data.get(name)
        if on is None or not FIRST_YEAR <= on.year <= LAST_YEAR:
            return None
        day = day_bounds(on, zone)
        return day.ends_at if is_end else day.starts_at
