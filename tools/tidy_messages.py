"""Writes the message catalogues as people read them: guesses of msgmerge left out, one width, no obsolete entries."""

import sys
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po, write_po

LOCALE = Path(__file__).parents[1] / "src" / "kartotek" / "locale"
WIDTH = 110


def forget_guess(message: Message) -> None:
    """A fuzzy translation is a guess from a similar sentence: none at all is honest."""
    if message.id and message.fuzzy:
        message.flags.discard("fuzzy")
        message.string = ("", "") if message.pluralizable else ""
        message.previous_id = []
    # What the guess was made from is read as a comment of somebody's.
    message.user_comments = [line for line in message.user_comments if line.strip(" |") and not line.startswith("|")]


def tidy(source: Path) -> None:
    """Rewrite one catalogue."""
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parts[-3])
    for message in catalogue:
        forget_guess(message)
    with source.open("wb") as file:
        write_po(file, catalogue, width=WIDTH, ignore_obsolete=True)


def main(locale: Path = LOCALE) -> int:
    """Tidy all of them."""
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        tidy(source)
    return 0


if __name__ == "__main__":
    sys.exit(main())
