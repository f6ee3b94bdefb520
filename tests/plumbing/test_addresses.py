"""Do the addresses we hand out come from the settings?"""

from pytest_django import Settings

from kartotek.plumbing.addresses import absolute


def test_path_is_put_behind_the_base_url(settings: Settings) -> None:
    settings.BASE_URL = "https://book.example"
    assert absolute("/desk/x/") == "https://book.example/desk/x/"
