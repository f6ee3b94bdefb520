"""Is a catalogue left without guesses, and otherwise as it was?"""

from pathlib import Path

from tools import tidy_messages

CATALOGUE = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#: web/a.html
#, fuzzy
#| msgid "Old"
msgid "New"
msgstr "Gammel"

#: web/a.html
#, fuzzy, python-format
msgid "%(n)s seat"
msgid_plural "%(n)s seats"
msgstr[0] "%(n)s bord"
msgstr[1] "%(n)s borde"

#: web/b.html
msgid "Full"
msgstr "Fyldt"

#~ msgid "Gone"
#~ msgstr "Væk"
"""


def test_a_guess_is_forgotten_and_a_translation_kept(tmp_path: Path) -> None:
    source = tmp_path / "da" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(CATALOGUE, encoding="utf-8")
    assert tidy_messages.main(tmp_path) == 0
    text = source.read_text(encoding="utf-8")
    assert 'msgid "New"\nmsgstr ""' in text
    assert 'msgstr[0] ""\nmsgstr[1] ""' in text
    assert 'msgid "Full"\nmsgstr "Fyldt"' in text
    assert "fuzzy" not in text
    assert "Gone" not in text
    assert "Old" not in text
    tidy_messages.main(tmp_path)
    assert source.read_text(encoding="utf-8") == text
