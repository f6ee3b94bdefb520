"""Who stands at a shared front desk? The field for the name, filled in from the sign-in (S23)."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.queries import list_staff


def agent_field(actor: Actor) -> forms.ChoiceField:
    """The active staff by name; whoever is signed in is chosen."""
    names = [actor.name, *(person.name for person in list_staff() if person.is_active)]
    return forms.ChoiceField(
        label=_("Your name"),
        choices=[(name, name) for name in dict.fromkeys(names)],
        initial=actor.name,
        help_text=_("Filled in from your sign-in. Pick your name at a shared front desk; both are kept."),
    )


def picked(name: str, actor: Actor) -> str:
    """The agent as actions take it: "" for the person who is signed in."""
    return "" if name == actor.name else name


def said(by: str, agent: str) -> str:
    """Who did it, as history shows it: the agent's name first, where one was picked."""
    return gettext("%(agent)s, signed in as %(name)s") % {"agent": agent, "name": by} if agent else by
