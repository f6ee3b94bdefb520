"""What can be typed about a recall plan? The rules are the domain's."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kartotek.domain.catalog.queries import list_services
from kartotek.domain.recall.values import PlanChanges, PlanDetails, PlanItem, RecallChannel

CHANNELS = ((RecallChannel.EMAIL.value, _("E-mail")), (RecallChannel.SMS.value, _("SMS")))
_FIELDS = ("name", "interval_days", "ahead_days", "tolerance_days", "attempts", "pause_days", "channel", "has_letters")
_WORDS = ("subject", "body")


class PlanForm(forms.Form):
    """A plan; its service is chosen once."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name"), required=False, strip=False)
    service = forms.ChoiceField(label=_("Service"))
    interval_days = forms.IntegerField(label=_("Days from one visit to the next"), initial=42)
    ahead_days = forms.IntegerField(label=_("Invite so many days before"), initial=7)
    tolerance_days = forms.IntegerField(label=_("Skip who came so many days before"), initial=14)
    attempts = forms.IntegerField(label=_("Invitations at most"), initial=2)
    pause_days = forms.IntegerField(label=_("Days between invitations"), initial=7)
    channel = forms.ChoiceField(label=_("By"), choices=CHANNELS, initial=RecallChannel.EMAIL.value)
    has_letters = forms.BooleanField(label=_("Letters for those without an address that works"), required=False)
    subject = forms.CharField(label=_("Subject"), required=False, strip=False)
    body = forms.CharField(label=_("Own words"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, data: QueryDict | None = None, *, item: PlanItem | None = None) -> None:
        super().__init__(data, initial=_initial(item))
        services = [(str(each.id), each.name) for each in list_services()]
        if item is not None:
            services = [(str(item.service_id), item.service_name)]
        self.fields["service"] = forms.ChoiceField(label=_("Service"), choices=services, disabled=item is not None)
        self.fields["name"].widget.attrs["autofocus"] = data is None

    def details(self) -> PlanDetails:
        """The new plan."""
        return PlanDetails(service_id=int(self.cleaned_data["service"]), **self.changes())

    def changes(self) -> PlanChanges:
        """What a plan is to be."""
        said = self.cleaned_data
        return PlanChanges(
            name=said["name"],
            interval_days=said["interval_days"],
            ahead_days=said["ahead_days"],
            tolerance_days=said["tolerance_days"],
            attempts=said["attempts"],
            pause_days=said["pause_days"],
            channel=said["channel"],
            has_letters=said["has_letters"],
            subject=said["subject"],
            body=said["body"],
        )


def _initial(item: PlanItem | None) -> dict[str, object]:
    if item is None:
        return {}
    values: dict[str, object] = {name: getattr(item, name) for name in (*_FIELDS, *_WORDS)}
    return {**values, "service": str(item.service_id), "version": item.version}
