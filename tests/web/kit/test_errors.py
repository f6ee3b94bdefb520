"""How does an error reach a form or become a page?"""

from django import forms
from django.test import RequestFactory

from kartotek.kernel.errors import Busy, Conflict, Invalid, NotPermitted, Problem, TooMany
from kartotek.web.kit import errors


class Card(forms.Form):
    email = forms.CharField()


def sent() -> Card:
    form = Card({"email": "x"})
    assert form.is_valid()
    return form


def test_problem_stands_at_its_field() -> None:
    form = sent()
    errors.apply(Invalid(problems=(Problem("customer.email", "not_an_email", "No."),)), form)
    assert form.errors == {"email": ["No."]}


def test_names_lead_from_the_actions_field_to_the_forms() -> None:
    form = sent()
    errors.apply(Invalid(problems=(Problem("address", "wrong", "No."),)), form, {"address": "email"})
    assert form.errors == {"email": ["No."]}


def test_problem_without_a_field_stands_above_the_form() -> None:
    form = sent()
    errors.apply(Invalid(problems=(Problem("phone", "wrong", "No."),)), form)
    assert form.non_field_errors() == ["No."]


def test_error_without_problems_stands_above_the_form() -> None:
    form = sent()
    errors.apply(Conflict("Taken."), form)
    assert form.non_field_errors() == ["Taken."]


def test_error_without_problems_may_be_given_a_field() -> None:
    form = sent()
    errors.apply(Conflict("Taken."), form, on="email")
    assert form.errors == {"email": ["Taken."]}


def test_page_has_the_status_of_the_error() -> None:
    assert errors.page(RequestFactory().get("/"), NotPermitted()).status_code == 403


def test_page_says_when_to_come_back() -> None:
    request = RequestFactory().get("/")
    assert errors.page(request, TooMany(retry_after_seconds=30))["Retry-After"] == "30"
    assert errors.page(request, Busy())["Retry-After"] == "2"


def test_handlers_have_their_status() -> None:
    request = RequestFactory().get("/")
    found = [
        errors.bad_request(request, ValueError()),
        errors.forbidden(request, ValueError()),
        errors.csrf_failed(request),
        errors.not_found(request, ValueError()),
        errors.failed(request),
    ]
    assert [response.status_code for response in found] == [400, 403, 403, 404, 500]
