"""Whatever is typed, a template never breaks, never says what is not in its facts, and stays inert (S46)."""

import html
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.naughty import naughty_strings

from kartotek.domain.messaging.decisions.codes import example_facts, faults_in, render, render_subject
from kartotek.domain.messaging.decisions.codes.table import CODE_ROWS, LOOP_ROWS
from kartotek.domain.messaging.values.codes import BookingFacts, BusinessFacts, CustomerFacts, Facts

ENGLISH = example_facts("en")
TAGS = [f"[{row.code.value}]" for row in CODE_ROWS] + [f"[{row.loop.value}]" for row in LOOP_ROWS]
STRETCHES = st.one_of(st.sampled_from([*TAGS, *map(str.lower, TAGS), "[", "]", "\n", "\r\n", "[no_such]"]), st.text())
TEMPLATES = st.lists(STRETCHES, max_size=12).map("".join)


def told(word: str) -> Facts:
    """Facts in which every text is `word`."""
    booking = BookingFacts(
        starts_at=ENGLISH.now, ends_at=ENGLISH.now, service=word, employee=word, location=word, location_address=word,
        cancel_reason=word, manage_link=word, cancel_link=word, status=word,
    )  # fmt: skip
    return replace(
        ENGLISH,
        business=BusinessFacts(
            name=word, phone=word, email=word, address=word, opening_text=word, site_link=word, my_page_link=word
        ),
        customer=CustomerFacts(first_name=word, last_name=word, number=word, email=word, phone=word, address=word),
        booking=booking,
        coming=(booking,),
        code=word,
        opt_out_link=word,
    )


@given(TEMPLATES)
def test_no_template_raises(text: str) -> None:
    faults_in(text)
    render(text, ENGLISH)
    render_subject(text, ENGLISH)


@given(st.text(alphabet=st.characters(exclude_characters="[")))
def test_a_text_without_codes_stays_as_it_is(text: str) -> None:
    assert render(text, ENGLISH) == text
    assert faults_in(text) == ()


@given(TEMPLATES)
def test_faults_lie_where_a_bracket_opens(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for fault in faults_in(text):
        assert lines[fault.line - 1][fault.column - 1] == "["
        assert lines[fault.line - 1][fault.column - 1 :].startswith(fault.tag)


@given(TEMPLATES)
def test_a_text_without_faults_leaves_no_tag_behind(text: str) -> None:
    if not faults_in(text):
        left = render(text, told("")).upper()
        assert [
            tag for tag in TAGS if tag.upper() in left and tag.upper() not in text.upper().replace(tag.upper(), "")
        ] == []


@given(TEMPLATES)
def test_what_is_said_comes_from_the_template_or_its_own_facts(text: str) -> None:
    """Two customers differ in one word: so do their messages, and each holds nothing of the other."""
    one, other = render(text, told("\ue000")), render(text, told("\ue001"))
    assert one.replace("\ue000", "\ue001") == other
    assert "\ue001" not in one or "\ue001" in text


@given(TEMPLATES, st.text())
def test_values_are_inert_in_html(text: str, name: str) -> None:
    facts = replace(ENGLISH, customer=CustomerFacts(first_name=name))
    said = render("[FIRSTNAME]", facts, for_html=True)
    assert html.unescape(said) == html.unescape(html.escape(name))
    assert not set(said) & set("<>\"'")
    assert render(text, facts, for_html=True).count("<") <= text.count("<") * (len(facts.coming) + 1)


@pytest.mark.parametrize("name", naughty_strings())
def test_naughty_names_reach_the_text_as_they_are_and_no_header(name: str) -> None:
    facts = replace(ENGLISH, customer=CustomerFacts(first_name=name))
    assert render("a[FIRSTNAME]b", facts) == f"a{name}b"
    assert not set(render_subject("a[FIRSTNAME]b", facts)) & set(
        map(chr, [*range(32), *range(127, 160), 0x2028, 0x2029])
    )
