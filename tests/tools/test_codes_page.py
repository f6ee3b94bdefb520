"""Is the list of codes in the handbook the one the program knows?"""

from tools.write_codes import PAGE, page

from kartotek.domain.messaging.decisions import list_codes


def test_the_committed_page_is_what_the_program_knows() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make codes` and commit docs/use/codes.md"


def test_every_code_stands_on_the_page_in_both_languages() -> None:
    said = page()
    names = [name for entry in list_codes() for name in (entry.name, entry.danish_name)]
    assert [name for name in names if f"`[{name}]`" not in said] == []
