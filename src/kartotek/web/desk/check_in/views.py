"""Answer the scanner: one card after the other, without a mouse and without JavaScript if need be."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kartotek.domain.booking.actions import check_in
from kartotek.domain.booking.decisions.admitting import LONGEST_NUMBER, LONGEST_REASON
from kartotek.domain.booking.queries import list_check_ins
from kartotek.domain.booking.values.check_ins import CheckInFilter, Scan
from kartotek.domain.businesses.values import Permission
from kartotek.kernel.errors import Invalid, NotPermitted
from kartotek.web.desk.check_in import answers
from kartotek.web.desk.check_in.answers import Shown
from kartotek.web.desk.check_in.lists import Row, row_of
from kartotek.web.desk.check_in.places import Place, place_of, remember
from kartotek.web.kit import errors
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view

LAST = 5


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def index(request: DeskRequest) -> HttpResponse:
    """The screen; posted to, it decides about the card. A script asks for the answer alone."""
    place = place_of(request)
    if request.method == "POST":
        shown, status = _scan(request, place)
        if request.headers.get("HX-Request"):
            return render(request, "check_in/answer.html", _answer(request, shown, place), status=status)
        return _page(request, shown, place, status)
    response = _page(request, answers.ready(), place)
    remember(request, response, place)
    return response


def _scan(request: DeskRequest, place: Place) -> tuple[Shown, int]:
    desk = request.desk
    scan = Scan(request.POST.get("card_number", ""), place.id, request.POST.get("override_reason", ""))
    try:
        answer = check_in(business=desk.business, actor=desk.actor, now=desk.now, scan=scan)
    except (Invalid, NotPermitted) as error:
        return answers.unreadable(errors.text_of(error)), error.status
    return answers.shown(answer, scan.card_number, desk), 200


def _answer(request: DeskRequest, shown: Shown, place: Place) -> dict[str, object]:
    return {"shown": shown, "place": place, "last": _last(request, place), "longest_reason": LONGEST_REASON}


def _page(request: DeskRequest, shown: Shown, place: Place, status: int = 200) -> HttpResponse:
    context = {
        **_answer(request, shown, place),
        "ready": answers.ready(),
        "failed": answers.failed(),
        "longest_number": LONGEST_NUMBER,
        "may_set": request.desk.may(Permission.SETTINGS_MANAGE),
    }
    return render(request, "check_in/index.html", context, status=status)


def _last(request: DeskRequest, place: Place) -> list[Row]:
    wanted = CheckInFilter(location_id=place.id)
    page = list_check_ins(viewer=request.desk.actor, wanted=wanted, limit=LAST)
    return [row_of(line, request.desk) for line in page.items]
