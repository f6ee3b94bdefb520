"""What does a page say? Its text without HTML escapes, once its status is the expected one."""

import html
from typing import Protocol


class Answer(Protocol):
    """What the test client answers."""

    @property
    def status_code(self) -> int: ...

    @property
    def content(self) -> bytes: ...


def text(answer: Answer, status: int = 200) -> str:
    """The page as it reads."""
    assert answer.status_code == status, answer.status_code
    return html.unescape(answer.content.decode())
