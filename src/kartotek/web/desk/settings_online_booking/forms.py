"""What can be typed under Settings, Online booking? The rules are the domain's; here numbers get their units."""

from collections.abc import Mapping, Sequence

from django import forms
from django.conf.locale import LANG_INFO
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kartotek.domain.access.decisions import LONGEST_MESSAGE
from kartotek.domain.access.values import Policy, RefusalTexts, SettingsChanges, VerifyContact

LIMITS = (("unlimited", _("Unlimited")), ("number", _("Number")), ("zero", _("0, nobody books online")))
UNITS = (("1", _("minutes")), ("60", _("hours")), ("1440", _("days")))
VERIFY = (
    (VerifyContact.NEVER.value, _("Never")),
    (VerifyContact.RESTRICTED.value, _("When the contact matches a restricted customer")),
    (VerifyContact.ALWAYS.value, _("Always")),
)
TEXTS = ((RefusalTexts.SPECIFIC.value, _("Specific")), (RefusalTexts.NEUTRAL.value, _("Neutral")))
KINDS = ("limit_messages", "blocked_messages")
FORM_NAMES = {
    "max_future_bookings": "limit_number",
    "min_notice_minutes": "min_notice",
    "cancel_notice_minutes": "cancel_notice",
}


def _unit(label: Promise) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=UNITS, widget=forms.Select(attrs={"aria-label": label, "class": "form-select w-d"})
    )


class OnlineBookingForm(forms.Form):
    """All general rules; a text field for each kind of message and language of the business."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    limit = forms.ChoiceField(label=_("Max coming bookings"), choices=LIMITS, widget=forms.RadioSelect)
    limit_number = forms.IntegerField(label=_("Number of coming bookings"), min_value=1, required=False)
    min_notice = forms.IntegerField(label=_("Earliest start"), min_value=0)
    min_notice_unit = _unit(_("Unit of the earliest start"))
    horizon_days = forms.IntegerField(label=_("Latest start"), min_value=1)
    slot_minutes = forms.IntegerField(label=_("Start times"), min_value=5, max_value=60)
    cancel_notice = forms.IntegerField(label=_("Cancel or move until"), min_value=0)
    cancel_notice_unit = _unit(_("Unit of the notice for cancelling"))
    verify_contact = forms.ChoiceField(
        label=_("Ask for a code before booking"),
        choices=VERIFY,
        widget=forms.RadioSelect(attrs={"class": "form-check-input mt-1"}),
    )
    refusal_texts = forms.ChoiceField(label=_("Refusal texts"), choices=TEXTS, widget=forms.RadioSelect)

    def __init__(self, data: Mapping[str, object] | None = None, *, policy: Policy, languages: Sequence[str]) -> None:
        super().__init__(data, initial=_initial(policy))
        self._languages = languages
        for kind in KINDS:
            for language in languages:
                self.fields[f"{kind}_{language}"] = _message(language)

    def messages_of(self, kind: str) -> list[tuple[str, BoundField]]:
        """The fields of one kind, each with its language."""
        return [(language, self[f"{kind}_{language}"]) for language in self._languages]

    def clean(self) -> dict[str, object]:
        """A number has to be given where a number was chosen."""
        typed: dict[str, object] = dict(super().clean() or self.cleaned_data)
        if typed.get("limit") == "number" and typed.get("limit_number") is None and "limit_number" not in self.errors:
            self.add_error("limit_number", _("Type a number, or choose one of the other two."))
        return typed

    def changes(self, policy: Policy) -> SettingsChanges:
        """What was typed, in the words of the API; texts in languages the page does not show are kept."""
        typed = self.cleaned_data
        return {
            "max_future_bookings": _limit(typed["limit"], typed["limit_number"]),
            "min_notice_minutes": typed["min_notice"] * int(typed["min_notice_unit"]),
            "horizon_days": typed["horizon_days"],
            "slot_minutes": typed["slot_minutes"],
            "cancel_notice_minutes": typed["cancel_notice"] * int(typed["cancel_notice_unit"]),
            "verify_contact": typed["verify_contact"],
            "refusal_texts": typed["refusal_texts"],
            "limit_messages": {**policy.limit_messages, **self._typed_messages("limit_messages")},
            "blocked_messages": {**policy.blocked_messages, **self._typed_messages("blocked_messages")},
        }

    def _typed_messages(self, kind: str) -> dict[str, str]:
        return {language: self.cleaned_data[f"{kind}_{language}"] for language in self._languages}


def language_name(language: str) -> str:
    """The language in its own words."""
    return str(LANG_INFO[language]["name_local"]).capitalize()


def _message(language: str) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2, "lang": language, "maxlength": str(LONGEST_MESSAGE)})
    return forms.CharField(label=language_name(language), required=False, strip=False, widget=area)


def _initial(policy: Policy) -> dict[str, object]:
    count = policy.general_limit.count
    notice, notice_unit = _split(policy.min_notice_minutes)
    cancel, cancel_unit = _split(policy.cancel_notice_minutes)
    texts = {"limit_messages": policy.limit_messages, "blocked_messages": policy.blocked_messages}
    return {
        "version": policy.version,
        "limit": "unlimited" if count is None else "number" if count else "zero",
        "limit_number": count or None,
        "min_notice": notice,
        "min_notice_unit": notice_unit,
        "horizon_days": policy.horizon_days,
        "slot_minutes": policy.slot_minutes,
        "cancel_notice": cancel,
        "cancel_notice_unit": cancel_unit,
        "verify_contact": policy.verify_contact.value,
        "refusal_texts": policy.refusal_texts.value,
        **{f"{kind}_{language}": text for kind in KINDS for language, text in texts[kind].items()},
    }


def _split(minutes: int) -> tuple[int, str]:
    """A number of minutes in the largest unit that fits it exactly."""
    for unit in (1440, 60):
        if minutes and minutes % unit == 0:
            return minutes // unit, str(unit)
    return minutes, "1"


def _limit(chosen: str, number: int | None) -> str | int:
    if chosen == "unlimited":
        return "unlimited"
    return 0 if chosen == "zero" else number or 0
