"""Are amounts and times read as people type them, and both versions of a form compared as people read them?"""

import pytest
from django import forms

from kartotek.web.kit.conflicts import Row, differing
from kartotek.web.kit.typed import ClockField, plain_amount


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("450", "450"),
        ("450,00", "450.00"),
        ("1.195,50", "1195.50"),
        ("1,195.50", "1195.50"),
        ("1 195,50", "1195.50"),
        ("1\u00a0195", "1195"),
        ("a lot", "alot"),
        ("", ""),
    ],
)
def test_amount_is_read_with_either_sign(typed: str, plain: str) -> None:
    assert plain_amount(typed) == plain


class TimesForm(forms.Form):
    starts = ClockField(label="From")
    ends = ClockField(label="To", required=False)


def test_times_become_minutes_and_stay_as_typed() -> None:
    form = TimesForm({"starts": "9.30", "ends": ""})
    assert form.is_valid()
    assert form.cleaned_data == {"starts": 570, "ends": None}
    assert form["starts"].value() == "9.30"
    assert TimesForm(initial={"starts": 570})["starts"].value() == "09:30"


def test_what_is_no_time_is_told_at_the_field() -> None:
    form = TimesForm({"starts": "soon", "ends": "25"})
    assert form.errors == {"starts": ["Write a time such as 09:00."], "ends": ["Write a time such as 09:00."]}


class PlainForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label="Name")
    same = forms.CharField(label="Same", required=False)
    is_online = forms.BooleanField(label="Online", required=False)
    color = forms.ChoiceField(label="Colour", choices=[("b", "Blue"), ("r", "Rose")])
    people = forms.MultipleChoiceField(label="People", choices=[(1, "Jonas"), (2, "Élodie")])


def test_only_fields_that_differ_are_shown_in_words() -> None:
    theirs = PlainForm(initial={"version": 2, "name": "A", "is_online": True, "color": "b", "people": ["1", "2"]})
    yours = PlainForm({"version": "1", "name": "B", "color": "r", "people": ["2"]})
    assert differing(theirs, yours) == [
        Row("Name", "A", "B"),
        Row("Online", "Yes", "No"),
        Row("Colour", "Blue", "Rose"),
        Row("People", "Jonas, Élodie", "Élodie"),
    ]
    assert differing(theirs, theirs) == []
