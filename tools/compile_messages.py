"""Turns the message catalogues into what Django reads; needs no gettext on the machine."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parents[1] / "src" / "kartotek" / "locale"


def compile_catalogue(source: Path) -> Path:
    """Write the .mo beside its .po; fuzzy entries stay out, as with msgfmt."""
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parts[-3])
    target = source.with_suffix(".mo")
    with target.open("wb") as file:
        write_mo(file, catalogue)
    return target


def main(locale: Path = LOCALE) -> int:
    """Compile all of them."""
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        compile_catalogue(source)
    return 0


if __name__ == "__main__":
    sys.exit(main())
