"""What is asked about a person who works here?"""

from collections.abc import Sequence

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kartotek.domain.businesses.values import AreaItem, Role, StaffChanges, StaffDetails, StaffItem
from kartotek.web.desk.settings_staff.rights import ROLE_CHOICES, SHOWN, field_of
from kartotek.web.kit.area_choices import area_choices

AS_ROLE, GRANTED, TAKEN = "", "granted", "taken"
_CHOICES = [(AS_ROLE, _("As the role")), (GRANTED, _("Granted")), (TAKEN, _("Taken away"))]


class PersonForm(forms.Form):
    """Name, role, areas and single permissions."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=200)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=ROLE_CHOICES)
    areas = forms.TypedMultipleChoiceField(
        label=_("Areas"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("An inspector sees the customers of these areas only, and of their parts. Others see all."),
    )

    def __init__(
        self, data: QueryDict | None = None, *, areas: Sequence[AreaItem], initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["areas"] = forms.TypedMultipleChoiceField(
            label=_("Areas"),
            coerce=int,
            required=False,
            choices=area_choices(areas),
            widget=forms.CheckboxSelectMultiple,
            help_text=_("An inspector sees the customers of these areas only, and of their parts. Others see all."),
        )
        for permission in SHOWN:
            self.fields[field_of(permission)] = forms.ChoiceField(choices=_CHOICES, required=False)

    def right_fields(self) -> dict[str, BoundField]:
        """The field of each permission."""
        return {permission: self[field_of(permission)] for permission in SHOWN}

    def chosen(self, what: str, kept: frozenset[str]) -> tuple[str, ...]:
        """The permissions granted (or taken) here, and those of `kept` that have no field."""
        typed = {permission for permission in SHOWN if self[field_of(permission)].value() == what}
        return tuple(sorted((kept - set(SHOWN)) | typed))

    def role_typed(self, fallback: Role) -> Role:
        """The role as chosen, whether or not the rest is right."""
        value = self["role"].value()
        return Role(value) if value in set(Role) else fallback

    def changes(self, person: StaffItem) -> StaffChanges:
        """What was typed, as the action takes it."""
        typed = self.cleaned_data
        return StaffChanges(
            name=typed["name"],
            phone=typed["phone"],
            role=Role(typed["role"]),
            area_ids=tuple(typed["areas"]),
            granted=self.chosen(GRANTED, person.granted),
            taken=self.chosen(TAKEN, person.taken),
        )


def stored(person: StaffItem, areas: Sequence[AreaItem]) -> PersonForm:
    """The form with what is stored."""
    rights = {field_of(permission): GRANTED for permission in person.granted}
    rights |= {field_of(permission): TAKEN for permission in person.taken}
    initial: dict[str, object] = {
        "version": person.version,
        "name": person.name,
        "phone": person.phone,
        "role": person.role.value,
        "areas": sorted(person.area_ids),
        **rights,
    }
    return PersonForm(areas=areas, initial=initial)


class InviteForm(forms.Form):
    """Somebody to invite."""

    email = forms.CharField(
        label=_("E-mail"), max_length=254, widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"})
    )
    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role"), choices=ROLE_CHOICES, initial=Role.RECEPTIONIST.value)

    def details(self) -> StaffDetails:
        """What was typed, as the action takes it."""
        typed = self.cleaned_data
        return StaffDetails(email=typed["email"], name=typed["name"], role=Role(typed["role"]))


class DeactivateForm(forms.Form):
    """Why somebody goes."""

    reason = forms.CharField(label=_("Reason"), max_length=500, required=False, help_text=_("Kept in the audit log."))
