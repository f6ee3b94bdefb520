"""A customer nobody knows yet, made in place: what was typed to find her is her name, her phone or her e-mail."""

from collections.abc import Mapping

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kartotek.domain.businesses.queries import list_areas
from kartotek.domain.customers.actions import create_customer
from kartotek.domain.customers.queries import get_customers, search_customers
from kartotek.domain.customers.values import CustomerCard, CustomerDetails, Wanted
from kartotek.kernel.contact import normalise_email, normalise_phone
from kartotek.kernel.errors import KartotekError
from kartotek.kernel.text import digits
from kartotek.web.desk.quick_book.chosen import Chosen, chosen_of
from kartotek.web.desk.quick_book.steps import chosen_so_far, what_step, when_step
from kartotek.web.kit import errors, responses
from kartotek.web.kit.area_choices import area_choices
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.views import desk_view

_FEWEST_DIGITS = 4
_MOST_SAME = 3


class NewCustomerForm(forms.Form):
    """The least one asks a new customer; the card has room for the rest. What is valid is for the action to say."""

    first_name = forms.CharField(label=_("First name"), max_length=200, required=False, strip=False)
    last_name = forms.CharField(label=_("Last name"), max_length=200, required=False, strip=False)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"}),
    )
    area = forms.ChoiceField(label=_("Area"), required=False)

    def __init__(self, desk: DeskContext, typed: Mapping[str, object] | None, initial: Mapping[str, str]) -> None:
        super().__init__(typed, initial=dict(initial))
        self.fields["area"] = _area_field(desk)

    def point(self) -> None:
        """Where the next key belongs: at what is wrong, else at what is still to be asked."""
        empty = (name for name in ("first_name", "phone", "email") if not self[name].value())
        wanted = next((name for name in self.errors if name in self.fields), None) or next(empty, "last_name")
        self.fields[wanted].widget.attrs["data-focus"] = ""

    def details(self) -> CustomerDetails:
        """What was typed."""
        typed = self.cleaned_data
        return CustomerDetails(
            first_name=typed["first_name"],
            last_name=typed["last_name"],
            phone=typed["phone"],
            email=typed["email"],
            area_id=int(typed["area"]) if typed["area"] else None,
        )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def new_customer(request: DeskRequest) -> HttpResponse:
    """Her name and how to reach her; posted to, the card is made and booking goes on. A card with the same phone or
    e-mail is shown first: it may be hers.
    """
    desk, chosen = request.desk, chosen_of(request.GET)
    if not responses.is_htmx(request):
        return HttpResponseRedirect(desk.url("customer_card:new"))
    form = NewCustomerForm(desk, request.POST if request.method == "POST" else None, guessed(chosen.typed))
    if not form.is_valid():
        return _shown(request, chosen, form, [])
    same = [] if request.POST.get("is_new") else _same(form, desk)
    if same:
        return _shown(request, chosen, form, same)
    try:
        card = create_customer(business=desk.business, actor=desk.actor, now=desk.now, details=form.details())
    except KartotekError as error:
        errors.apply(error, form)
        return _shown(request, chosen, form, [])
    made = chosen.of(card.id)
    return render(request, "quick_book/step.html", (when_step if made.service else what_step)(desk, made))


def guessed(typed: str) -> dict[str, str]:
    """What the typed words are: an e-mail address, a phone number, or a name whose last word is the last name."""
    if "@" in typed:
        return {"email": typed}
    if len(digits(typed)) >= _FEWEST_DIGITS and not any(letter.isalpha() for letter in typed):
        return {"phone": typed}
    first, _, last = typed.rpartition(" ")
    return {"first_name": first or last, "last_name": last if first else ""}


def _area_field(desk: DeskContext) -> forms.ChoiceField:
    """The areas she may belong to: an inspector has to choose one of his (S41)."""
    seen = desk.actor.area_ids
    choices = area_choices([one for one in list_areas() if seen is not None and one.id in seen])
    offered = choices if len(choices) == 1 else [("", ""), *choices]
    return forms.ChoiceField(label=_("Area"), choices=offered, required=seen is not None)


def _same(form: NewCustomerForm, desk: DeskContext) -> list[CustomerCard]:
    """The cards with the typed phone or e-mail."""
    phone = normalise_phone(form.cleaned_data["phone"], desk.business.country).value
    email = normalise_email(form.cleaned_data["email"]).value
    found: dict[int, CustomerCard] = {}
    for contact in filter(None, (phone, email)):
        ids = search_customers(contact, business=desk.business, viewer=desk.actor, wanted=Wanted(), most=_MOST_SAME)
        found |= {one.id: one for one in get_customers(ids, viewer=desk.actor)}
    return [one for one in found.values() if (phone and one.phone == phone) or (email and one.email == email)]


def _shown(request: DeskRequest, chosen: Chosen, form: NewCustomerForm, same: list[CustomerCard]) -> HttpResponse:
    desk = request.desk
    form.point()
    onward = "quick_book:when" if chosen.service else "quick_book:what"
    context = {
        **chosen_so_far(desk, chosen),
        "step": "quick_book/new_customer.html",
        "form": form,
        "is_area_asked": desk.actor.area_ids is not None,
        "same": [(one, chosen.url(onward, desk, customer=one.id)) for one in same],
        "make_url": chosen.url("quick_book:new_customer", desk),
        "back_url": chosen.url("quick_book:who", desk, typed=chosen.typed),
    }
    return render(request, "quick_book/step.html", context, status=422 if form.is_bound else 200)
