"""What is wrong with a template, and where? All of it at once (S46)."""

import pytest

from kartotek.domain.messaging.decisions.codes import faults_in

BEGIN, SKIP = "[customerFutureBookingsBegin]", "[customerFutureBookingsBegin_skipToday]"
END = "[customerFutureBookingsEnd]"


def places(text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of every fault."""
    return [(fault.code, fault.line, fault.column) for fault in faults_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "[see below] [1] [",
        f"[DATO]{BEGIN}[DATO]{END}",
        f"{SKIP}\n{END}\n{BEGIN}{END}",
        "[dato] [NÆSTE_AFTALE]",
    ],
)
def test_a_good_template_has_no_fault(text: str) -> None:
    assert faults_in(text) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hej [FORNAVN]\n  [DATUM]", [("unknown_code", 2, 3)]),
        (f"a\n{BEGIN}\n[DATO]", [("open_loop", 2, 1)]),
        (f"a{END}", [("unopened_loop", 1, 2)]),
        (f"{BEGIN}\n x{SKIP}a{END}\n{END}", [("nested_loop", 2, 3)]),
        (f"{BEGIN}{END}{END}", [("unopened_loop", 1, 57)]),
        (f"{BEGIN}\n{BEGIN}\n{END}", [("open_loop", 1, 1), ("nested_loop", 2, 1)]),
    ],
)
def test_each_fault_is_found_at_its_place(text: str, found: list[tuple[str, int, int]]) -> None:
    assert places(text) == found


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_all_faults_come_at_once_in_the_order_of_the_text(line_break: str) -> None:
    text = f"[NO_SUCH]\n{END}\n\n{BEGIN}\n æ😀{BEGIN}[NEITHER]".replace("\n", line_break)
    assert places(text) == [
        ("unknown_code", 1, 1),
        ("unopened_loop", 2, 1),
        ("open_loop", 4, 1),
        ("nested_loop", 5, 4),
        ("unknown_code", 5, 33),
    ]


def test_a_fault_names_the_tag_and_what_may_have_been_meant() -> None:
    found = [
        (fault.tag, fault.suggestion) for fault in faults_in("[DATOLANG] [Fornavnn] [xyz] [customerFutureBooking_End]")
    ]
    assert found == [
        ("[DATOLANG]", "[DATO_LANG]"),
        ("[Fornavnn]", "[FORNAVN]"),
        ("[xyz]", ""),
        ("[customerFutureBooking_End]", END),
    ]
    assert faults_in("[xyz]")[0].message == "There is no such code."


def test_a_text_full_of_faults_is_judged_quickly() -> None:
    assert len(faults_in("[nothing]\n" * 5_000)) == 5_000
    assert faults_in("[" * 100_000 + " " * 100_000) == ()
