"""What can be typed about an employee? The rules are the domain's."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kartotek.domain.catalog.values import (
    COLORS,
    LONGEST_DURATION,
    LONGEST_NAME,
    EmployeeChanges,
    EmployeeItem,
    Offer,
    OfferDetails,
    PriceGiven,
    ServiceItem,
)
from kartotek.kernel.money import Money
from kartotek.web.kit.colors import COLOR_NAMES
from kartotek.web.kit.typed import plain_amount

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class World:
    """What there is to choose from: services, locations and members of staff without another calendar."""

    services: Sequence[ServiceItem]
    locations: Choices
    staff: Choices
    currency: str


@dataclass(frozen=True)
class ServiceFields:
    """The three fields of a service: performed or not, own duration, own price."""

    service: ServiceItem
    price: Money | None
    performs: BoundField
    duration: BoundField
    own_price: BoundField


class EmployeeForm(forms.Form):
    """An employee; three fields for each service of the business."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name"), widget=forms.TextInput(attrs={"maxlength": str(LONGEST_NAME)}))
    staff = forms.ChoiceField(label=_("Member of staff"), required=False)
    location = forms.ChoiceField(label=_("Location"), required=False)
    is_online = forms.BooleanField(label=_("Can be booked online"), required=False)
    color = forms.ChoiceField(
        label=_("Colour"), choices=[(each, COLOR_NAMES[each]) for each in COLORS], widget=forms.RadioSelect
    )

    def __init__(self, data: QueryDict | None = None, *, item: EmployeeItem | None, world: World) -> None:
        super().__init__(data, initial=_initial(item, world.currency))
        self._world = world
        for name, choices in (("staff", world.staff), ("location", world.locations)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - both are, above
            field.choices = [("", gettext("None")), *choices]
        for service in world.services:
            self._add_service(service)

    def _add_service(self, service: ServiceItem) -> None:
        name = {"name": service.name}
        number = forms.NumberInput(attrs={"min": "1", "max": str(LONGEST_DURATION)})
        amount = forms.TextInput(attrs={"inputmode": "decimal", "maxlength": "20"})
        self.fields[f"performs_{service.id}"] = forms.BooleanField(label=service.name, required=False)
        self.fields[f"duration_{service.id}"] = forms.IntegerField(
            label=gettext("%(name)s, own duration in minutes") % name, required=False, widget=number
        )
        self.fields[f"price_{service.id}"] = forms.CharField(
            label=gettext("%(name)s, own price") % name, required=False, widget=amount
        )

    def service_fields(self) -> list[ServiceFields]:
        """The fields of the services, in their order."""
        currency = self._world.currency
        return [
            ServiceFields(
                service=each,
                price=None if each.price is None else Money(each.price, currency),
                performs=self[f"performs_{each.id}"],
                duration=self[f"duration_{each.id}"],
                own_price=self[f"price_{each.id}"],
            )
            for each in self._world.services
        ]

    def names(self) -> dict[str, str]:
        """The domain's fields and the form's."""
        named = {}
        for each in self._world.services:
            named[f"terms.{each.id}.duration_minutes"] = f"duration_{each.id}"
            named[f"terms.{each.id}.price"] = f"price_{each.id}"
        return named

    def changes(self) -> EmployeeChanges:
        """What was typed, in the words of the domain."""
        typed = self.cleaned_data
        performed = [each.id for each in self._world.services if typed[f"performs_{each.id}"]]
        return EmployeeChanges(
            name=typed["name"],
            location_id=int(typed["location"]) if typed["location"] else None,
            membership_id=int(typed["staff"]) if typed["staff"] else None,
            is_online=typed["is_online"],
            color=typed["color"],
            service_ids=tuple(performed),
            terms={each: _terms(typed[f"duration_{each}"], typed[f"price_{each}"]) for each in performed},
        )


def _terms(duration: int | None, price: str) -> OfferDetails:
    return OfferDetails(duration_minutes=duration, price=PriceGiven(plain_amount(price)) if price else None)


def _initial(item: EmployeeItem | None, currency: str) -> dict[str, object]:
    if item is None:
        return {"is_online": True, "color": "blue"}
    known: dict[str, object] = {
        "version": item.version,
        "name": item.name,
        "staff": "" if item.membership_id is None else str(item.membership_id),
        "location": "" if item.location_id is None else str(item.location_id),
        "is_online": item.is_online,
        "color": item.color,
    }
    for offer in item.offers:
        known |= _offer_initial(offer, currency)
    return known


def _offer_initial(offer: Offer, currency: str) -> dict[str, object]:
    return {
        f"performs_{offer.service_id}": True,
        f"duration_{offer.service_id}": offer.duration_minutes,
        f"price_{offer.service_id}": "" if offer.price is None else Money(offer.price, currency).text,
    }
