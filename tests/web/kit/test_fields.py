"""How does a field of a form look?"""

from django import forms
from django.template.loader import get_template
from django.test import SimpleTestCase

from kartotek.web.kit.templatetags.kit import field, icon

TEMPLATE = "kit/field.html"


class Typed(forms.Form):
    name = forms.CharField(help_text="As on the card")
    kind = forms.ChoiceField(choices=[("a", "All"), ("n", "None")], widget=forms.RadioSelect)
    days = forms.MultipleChoiceField(choices=[("mon", "Monday")], widget=forms.CheckboxSelectMultiple, required=False)
    place = forms.ChoiceField(choices=[("x", "Here")])
    agreed = forms.BooleanField()


def drawn(form: forms.Form, name: str, layout: str = "stacked", css: str = "") -> str:
    return get_template(TEMPLATE).render(field(form[name], layout, css=css))


def test_label_belongs_to_its_control() -> None:
    SimpleTestCase().assertInHTML('<label class="form-label" for="id_name">Name</label>', drawn(Typed(), "name"))


def test_hint_and_error_are_linked_to_the_control() -> None:
    html = drawn(Typed({}), "name")
    assert 'aria-describedby="id_name-h id_name-e"' in html
    assert 'id="id_name-h"' in html
    assert 'id="id_name-e"' in html


def test_control_without_hint_or_error_is_described_by_nothing() -> None:
    assert "aria-describedby" not in drawn(Typed(), "place")


def test_radio_buttons_are_a_group_with_a_legend() -> None:
    html = drawn(Typed(), "kind", "row")
    assert '<legend class="form-label">Kind</legend>' in html
    assert 'class="k-seg"' in html


def test_radio_buttons_may_be_a_list() -> None:
    assert "k-seg" not in drawn(Typed(), "kind", css="list")


def test_tick_boxes_are_a_list() -> None:
    assert 'class="k-check"' in drawn(Typed(), "days")


def test_single_tick_has_its_words_beside_it() -> None:
    assert "<span>Agreed</span>" in drawn(Typed(), "agreed", "check")


def test_what_was_typed_is_escaped() -> None:
    assert "<script>" not in drawn(Typed({"name": "<script>"}), "name")


def test_icon_with_a_label_speaks() -> None:
    assert 'role="img" aria-label="Locked"' in icon("lock", label="Locked")


def test_icon_without_a_label_is_silent() -> None:
    assert 'aria-hidden="true"' in icon("lock")
