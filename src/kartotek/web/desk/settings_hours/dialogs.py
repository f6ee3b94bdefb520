"""How does a dialog of this screen save, and what does it show when somebody else was faster?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse

from kartotek.domain.booking.values.outside import Outside
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.web.desk.settings_hours.asking import goes_back, must_ask
from kartotek.web.kit import conflicts, errors, responses
from kartotek.web.kit.context import DeskRequest


@dataclass(frozen=True)
class Dialog:
    """A form in a dialog: its template and title, what the domain's fields are called in it, and which bookings what
    was typed would leave outside the hours.
    """

    template: str
    title: str
    form: forms.Form
    names: Mapping[str, str]
    context: Mapping[str, Any]  # Any: a template's context
    outside: Callable[[], Outside] | None = None

    def show(
        self, request: DeskRequest, *, rows: object = None, outside: Outside | None = None, status: int = 200
    ) -> HttpResponse:
        """The dialog as it stands."""
        found = {"rows": rows, "outside": outside}
        context = {**self.context, **found, "form": self.form, "title": self.title, "url": request.get_full_path()}
        return responses.dialog(request, self.template, context, title=self.title, status=status)

    def submit(
        self,
        request: DeskRequest,
        act: Callable[[], object],
        stored: Callable[[], dict[str, object]],
        done: Callable[[], HttpResponse],
    ) -> HttpResponse:
        """Do it, once the person knows which bookings stay outside; a refusal keeps what was typed. `stored` are the
        values as they are now, for a conflict.
        """
        if goes_back(request):
            return self.show(request)
        if not self.form.is_valid():
            return self.show(request, status=422)
        outside = self.outside() if self.outside else None
        if outside is not None and must_ask(request, outside):
            return self.show(request, outside=outside, status=409)
        try:
            act()
        except Stale:
            now = stored()
            rows = conflicts.differing(type(self.form)(initial=now), self.form)
            self.form.data = {**request.POST.dict(), "version": str(now["version"])}
            return self.show(request, rows=rows, status=409)
        except KartotekError as error:
            errors.apply(error, self.form, self.names)
            return self.show(request, status=422)
        return done()
