"""Does the sprite hold what templates name, and does it say what is missing?"""

from pathlib import Path

import pytest
from tools.build_sprite import build, symbol, used_icons

LOCK = '<svg viewBox="0 0 24 24">\n  <path stroke="none" d="M0 0h24v24H0z" fill="none"/>\n  <path d="M5 13" />\n</svg>'


@pytest.fixture
def web(tmp_path: Path) -> Path:
    templates = tmp_path / "web" / "screen" / "templates"
    templates.mkdir(parents=True)
    (templates / "page.html").write_text('{% icon "lock" %} {% icon name %} <c-empty icon="users" title="None">')
    (tmp_path / "listed.txt").write_text("# states\nclock  # waits\n\n")
    return tmp_path


def test_names_come_from_templates_and_the_list(web: Path) -> None:
    assert used_icons(web / "web", web / "listed.txt") == ["clock", "lock", "users"]


def test_symbol_is_the_drawing_without_its_frame() -> None:
    assert symbol("lock", LOCK) == '<symbol id="i-lock" viewBox="0 0 24 24"><path d="M5 13" /></symbol>'


def test_what_is_no_drawing_is_refused() -> None:
    with pytest.raises(ValueError, match="not an icon: lock"):
        symbol("lock", "nothing")


def test_missing_icons_are_named_and_the_rest_is_built(web: Path) -> None:
    icons = web / "icons"
    icons.mkdir()
    (icons / "lock.svg").write_text(LOCK)
    sprite = web / "built" / "icons.svg"
    assert build(web / "web", web / "listed.txt", icons, sprite) == ["clock", "users"]
    assert 'id="i-lock"' in sprite.read_text()
