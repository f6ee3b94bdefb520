"""What do people and programs type that nobody expected? A list of our own, and a large one where it lies beside us."""

import json
from pathlib import Path

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data" / "naughty_strings.json"

OWN = (
    "",
    " ",
    "0",
    "-1",
    "9" * 40,
    "1e309",
    "null",
    "undefined",
    "²",
    "١٢٣",
    "\t",
    "\x00",
    "\x1b[31m",
    "\u202e\u2066evil\u2069",
    "é" * 300,
    "e\u0301",
    "👩‍👩‍👧‍👦",
    "Ω≈ç√∫˜µ≤≥÷",
    "<script>alert(1)</script>",
    "'; DROP TABLE customers_customer; --",
    "{{ 7*7 }} {% now %}",
    "../../etc/passwd",
    "%s %d %n",
    "a" * 5000,
)


def naughty_strings() -> list[str]:
    """All of them, each once."""
    more: list[str] = json.loads(BESIDE.read_text(encoding="utf-8")) if BESIDE.is_file() else []
    return list(dict.fromkeys([*OWN, *more]))
