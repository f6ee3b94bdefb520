"""An HTML e-mail is one inert page: nothing is loaded, and only what the business wrote can be clicked."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from tests.naughty import naughty_strings

from kartotek.domain.messaging.decisions import compose, example_facts
from kartotek.domain.messaging.values import BusinessFacts, CustomerFacts, Facts, MessageChannel, Text

FACTS = example_facts("en")


class Reader(HTMLParser):
    """What a mail client would find: the tags that open, the links, the words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in {"meta", "br"}:
            self.open.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        assert not [name for name, _value in attrs if name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def page(body: str, facts: Facts = FACTS, subject: str = "Hi") -> str:
    """The e-mail that a template makes."""
    return compose(Text(subject, body), MessageChannel.EMAIL, facts).html


def named(name: str) -> Facts:
    """The example for a customer of that name."""
    return replace(FACTS, customer=CustomerFacts(first_name=name))


def test_blank_lines_make_paragraphs_and_breaks_stay() -> None:
    found = re.findall(r"<p style=\"[^\"]+\">(.*?)</p>", page("\n\none\ntwo\n \n\nthree\r\n\r\nfour  "), re.DOTALL)
    assert found == ["one<br>\ntwo", "three", "four"]


def test_an_empty_text_still_makes_a_page() -> None:
    assert "<p" not in page("")
    assert Reader(page("")).open == []


def test_links_of_ours_can_be_clicked_and_sentences_around_them_end() -> None:
    links = Reader(
        page("See [MANAGE_LINK]. (https://salon.example/park?a=1&b=2) http://. https:// [BOOKING_SITE]")
    ).links
    assert links[:3] == [
        "https://book.example.com/havnegade/manage/4xk2/",
        "https://salon.example/park?a=1&b=2",
        "https://book.example.com/havnegade/",
    ]
    assert links[3:] == ["tel:+4533550120", "mailto:hej@havnegade.example"]


def test_a_name_that_looks_like_an_address_stays_plain_text() -> None:
    facts = named("https://evil.example/win")
    assert Reader(page("Hello [FIRSTNAME], https://salon.example", facts)).links[0] == "https://salon.example"
    assert "https://evil.example/win" in "".join(Reader(page("Hello [FIRSTNAME]", facts)).words)


def test_the_page_names_the_business_and_how_to_reach_it() -> None:
    read = "".join(Reader(page("Hello")).words)
    assert read.count("Havnegade Salon & Klinik") == 2
    for word in ("Havnegade 12, 1058 København K", "+45 33 55 01 20", "hej@havnegade.example"):
        assert word in read


def test_what_a_business_did_not_tell_is_left_out() -> None:
    bare = page("Hello", replace(FACTS, business=BusinessFacts(name="Salon")))
    assert Reader(bare).links == []
    assert "<br>" not in bare


def test_the_language_of_the_message_stands_on_the_page() -> None:
    assert '<html lang="en">' in page("Hello")
    assert "<title>Hi &lt;you&gt;</title>" in page("Hello", subject="Hi <you>")


@pytest.mark.parametrize("name", naughty_strings())
def test_naughty_names_leave_the_page_whole_and_inert(name: str) -> None:
    plain, evil = Reader(page("a [FIRSTNAME] b", named("x"))), Reader(page("a [FIRSTNAME] b", named(name)))
    assert [tag for tag in evil.tags if tag not in {"br", "p"}] == [tag for tag in plain.tags if tag not in {"br", "p"}]
    assert evil.open == []
    assert evil.links == plain.links


def test_nothing_is_loaded_from_anywhere() -> None:
    whole = page("[FIRSTNAME] [MANAGE_LINK]")
    assert not set(Reader(whole).tags) & {"img", "script", "link", "style", "iframe", "object", "form", "svg"}
    assert "url(" not in whole
    assert "@import" not in whole


def test_a_text_message_has_neither_subject_nor_page() -> None:
    said = compose(Text("ignored", "Hello [FIRSTNAME]"), MessageChannel.SMS, FACTS)
    assert (said.text, said.html) == (Text("", "Hello Sofie"), "")


def test_a_letter_has_a_heading_and_no_page() -> None:
    said = compose(Text("To [FIRSTNAME]", "Hello"), MessageChannel.LETTER, FACTS)
    assert (said.text, said.html) == (Text("To Sofie", "Hello"), "")
