"""By what else may the list be narrowed: visits, no-shows, birthday, language, service; and what is narrowed by now?"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django import forms
from django.conf.locale import LANG_INFO
from django.http import QueryDict
from django.utils.dates import MONTHS
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from kartotek.domain.catalog.values import ServiceItem
from kartotek.domain.overview.values import Days, Traits
from kartotek.web.kit import dates

NONE, SOME = "none", "some"
TYPED = ("last_visit_from", "last_visit_to", "next_visit_from", "next_visit_to", "no_shows_min")
_LAST_DAY = 31


class _Day(forms.DateField):
    """A date that the browser writes."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class NarrowForm(forms.Form):
    """What is seldom asked for; it stands behind “More filters”."""

    last_visit_from = _Day(label=_("Last visit from"), required=False)
    last_visit_to = _Day(label=_("Last visit until"), required=False)
    next_visit = forms.ChoiceField(
        label=_("Next visit"),
        required=False,
        choices=[("", _("All")), (NONE, _("None booked")), (SOME, _("One is booked"))],
    )
    next_visit_from = _Day(label=_("Next visit from"), required=False)
    next_visit_to = _Day(label=_("Next visit until"), required=False)
    no_shows_min = forms.IntegerField(label=_("No-shows, at least"), required=False)
    birthday = forms.ChoiceField(
        label=_("Birthday in"),
        required=False,
        choices=[("", _("All months")), *((str(number), name) for number, name in MONTHS.items())],
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    service = forms.ChoiceField(label=_("Service"), required=False)

    def __init__(self, data: QueryDict, *, services: Sequence[ServiceItem], languages: Sequence[str]) -> None:
        super().__init__(data)
        spoken = [("", _("All languages")), *((one, language_name(one)) for one in languages)]
        self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=spoken, required=False)
        offered = [("", _("All services")), *((str(one.id), one.name) for one in services)]
        self.fields["service"] = forms.ChoiceField(label=_("Service"), choices=offered, required=False)

    def narrowing(self) -> list[forms.BoundField]:
        """The fields of the panel."""
        return [self[name] for name in NarrowForm.base_fields]


def traits_of(chosen: Mapping[str, str]) -> Traits:
    """The same in the words of the domain."""
    month, often = chosen["birthday"], chosen["no_shows_min"]
    return Traits(
        last_visit=Days(_date(chosen["last_visit_from"]), _date(chosen["last_visit_to"])),
        has_next_visit=chosen["next_visit"] == SOME if chosen["next_visit"] else None,
        next_visit=Days(_date(chosen["next_visit_from"]), _date(chosen["next_visit_to"])),
        no_shows=int(often) if often else None,
        birthdays=(int(month) * 100 + 1, int(month) * 100 + _LAST_DAY) if month else None,
        language=chosen["language"],
        service_id=int(chosen["service"]) if chosen["service"] else None,
    )


def narrowed_by(chosen: Mapping[str, str], services: Sequence[ServiceItem]) -> list[tuple[str, str]]:
    """The name of each field of the panel by which the list is narrowed, and in words to what."""
    names = {str(one.id): one.name for one in services}
    words: dict[str, Callable[[str], str]] = {
        "last_visit_from": lambda on: gettext("Last visit from %(date)s") % {"date": _shown(on)},
        "last_visit_to": lambda on: gettext("Last visit until %(date)s") % {"date": _shown(on)},
        "next_visit": lambda which: gettext("No next visit") if which == NONE else gettext("Next visit is booked"),
        "next_visit_from": lambda on: gettext("Next visit from %(date)s") % {"date": _shown(on)},
        "next_visit_to": lambda on: gettext("Next visit until %(date)s") % {"date": _shown(on)},
        "no_shows_min": _no_shows,
        "birthday": lambda month: gettext("Birthday in %(month)s") % {"month": MONTHS[int(month)]},
        "language": language_name,
        "service": lambda service: names.get(service, ""),
    }
    return [(name, say(chosen[name])) for name, say in words.items() if chosen[name]]


def language_name(language: str) -> str:
    """The language in its own words."""
    return str(LANG_INFO[language]["name_local"]).capitalize()


def _no_shows(given: str) -> str:
    number = int(given)
    return ngettext("%(number)s no-show or more", "%(number)s no-shows or more", number) % {"number": number}


def _date(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def _shown(written: str) -> str:
    return dates.day(date.fromisoformat(written))
