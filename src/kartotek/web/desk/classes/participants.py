"""Who takes part in one date of a class? Shown, checked off, and added to."""

from dataclasses import dataclass, field

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kartotek.domain.booking.actions import book_for_customer
from kartotek.domain.booking.errors import NeedsOverride
from kartotek.domain.booking.queries.classes import get_class_session, list_participants
from kartotek.domain.booking.values.bookings import BookingItem, StaffBooking, Status
from kartotek.domain.businesses.values import Permission
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.customers.values import CustomerCard
from kartotek.domain.overview.queries.customers import list_customers
from kartotek.domain.overview.values import CustomerLine, CustomerQuestion
from kartotek.kernel.errors import KartotekError
from kartotek.web.desk.classes.forms import AddForm
from kartotek.web.kit import errors, looks, responses
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.looks import Look
from kartotek.web.kit.views import desk_view
from kartotek.web.kit.warnings import warnings_of

FOUND = 8
_GONE = frozenset({Status.CANCELLED, Status.REJECTED})


@dataclass(frozen=True)
class Row:
    """One participant."""

    booking: BookingItem
    badge: Look

    @property
    def key(self) -> str:
        """What `?at=` calls it."""
        return f"b{self.booking.id}"


@dataclass
class _Asking:
    """Somebody about to be added, and what stands against it."""

    form: AddForm
    customer: CustomerCard | None = None
    warnings: list[str] = field(default_factory=list)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def session(request: DeskRequest, session_id: int) -> HttpResponse:
    """The date and its participants; posted to, a customer is added."""
    desk = request.desk
    item = get_class_session(session_id)
    asking = _Asking(AddForm(request.POST if request.method == "POST" else None))
    added = _add(desk, session_id, asking) if asking.form.is_valid() else None
    if added is not None:
        url = f"{desk.url('classes:session', session_id)}?at=b{added.id}"
        return responses.done(request, url, gettext("%(name)s takes part") % {"name": added.customer_name})
    rows = [Row(one, looks.BOOKING[one.status]) for one in list_participants(session_id, viewer=desk.actor)]
    search = request.GET.get("search", "").strip()
    context = {
        "item": item,
        "rows": [row for row in rows if row.booking.status not in _GONE],
        "gone": [row for row in rows if row.booking.status in _GONE],
        "has_begun": item.starts_at <= desk.now,
        "search": search,
        "found": _found(desk, search) if search else [],
        "asking": asking if asking.customer else None,
        "may_override": desk.may(Permission.BOOKING_OVERRIDE),
        "here": desk.url("classes:session", session_id),
        "at": request.GET.get("at", ""),
    }
    return render(request, "classes/session.html", context, status=422 if asking.form.is_bound else 200)


def _add(desk: DeskContext, session_id: int, asking: _Asking) -> BookingItem | None:
    typed = asking.form.cleaned_data
    asking.customer = get_customer(typed["customer"], viewer=desk.actor)
    request = StaffBooking(typed["customer"], (), typed["override_reason"], session_id=session_id)
    try:
        return book_for_customer(business=desk.business, actor=desk.actor, now=desk.now, request=request).bookings[0]
    except NeedsOverride as error:
        asking.warnings = warnings_of(error.decision)
    except KartotekError as error:
        errors.apply(error, asking.form)
    return None


def _found(desk: DeskContext, search: str) -> list[CustomerLine]:
    question = CustomerQuestion(search=search)
    page = list_customers(business=desk.business, viewer=desk.actor, question=question, now=desk.now, limit=FOUND)
    return list(page.items)
