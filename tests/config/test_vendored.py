"""Is only served out of node_modules what the list names?"""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from kartotek.config.vendored import VendoredFinder


@pytest.fixture
def finder(tmp_path: Path, settings: Settings) -> VendoredFinder:
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "look.css").write_text("body{}")
    settings.NODE_MODULES_DIR = tmp_path
    settings.VENDORED_FILES = {"vendor/look.css": "pkg/look.css"}
    return VendoredFinder()


def test_listed_file_is_found(finder: VendoredFinder, tmp_path: Path) -> None:
    path = str(tmp_path / "pkg" / "look.css")
    assert (finder.find("vendor/look.css"), finder.find("vendor/look.css", find_all=True)) == (path, [path])


def test_other_files_of_a_package_are_not(finder: VendoredFinder) -> None:
    assert finder.find("pkg/look.css") == []


def test_collecting_opens_each_under_its_public_path(finder: VendoredFinder) -> None:
    found = {}
    for public, storage in finder.list(None):
        with storage.open(public) as file:
            found[public] = file.read()
    assert found == {"vendor/look.css": b"body{}"}


def test_missing_files_are_named(finder: VendoredFinder) -> None:
    assert finder.check() == []
    finder.files["vendor/more.js"] = "pkg/more.js"
    assert [error.msg for error in finder.check()] == ["front-end files are missing: pkg/more.js"]
