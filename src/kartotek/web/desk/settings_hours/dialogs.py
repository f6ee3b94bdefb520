"""How does a dialog of this screen save, and what does it show when somebody else was faster?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse

from kartotek.kernel.errors import KartotekError, Stale
from kartotek.web.kit import conflicts, errors, responses
from kartotek.web.kit.context import DeskRequest


@dataclass(frozen=True)
class Dialog:
    """A form in a dialog: its template and title, and what the domain's fields are called in it."""

    template: str
    title: str
    form: forms.Form
    names: Mapping[str, str]
    context: Mapping[str, Any]  # Any: a template's context

    def show(self, request: DeskRequest, *, rows: object = None, status: int = 200) -> HttpResponse:
        """The dialog as it stands."""
        context = {**self.context, "form": self.form, "title": self.title, "url": request.get_full_path(), "rows": rows}
        return responses.dialog(request, self.template, context, title=self.title, status=status)

    def submit(
        self,
        request: DeskRequest,
        act: Callable[[], object],
        stored: Callable[[], dict[str, object]],
        done: Callable[[], HttpResponse],
    ) -> HttpResponse:
        """Do it; a refusal keeps what was typed. `stored` are the values as they are now, for a conflict."""
        if not self.form.is_valid():
            return self.show(request, status=422)
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
