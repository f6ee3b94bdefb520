"""What can be followed on a page? Links, buttons, forms and htmx requests, as a browser would find them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

Attributes = dict[str, str]

_ALIVE = ("data-", "hx-", "popovertarget", "command")


@dataclass
class Page(HTMLParser):
    """The parts of one page that promise to lead somewhere."""

    url: str
    links: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    wanted_ids: list[str] = field(default_factory=list)
    _forms: list[Attributes] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element promises."""
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.add(given["id"])
        if tag == "form":
            self._forms.append(given)
            self._add_form(given)
        elif tag == "a":
            self._add_link(given)
        elif tag == "button":
            self._add_button(given)
        if "hx-get" in given:
            self.links.append(self._absolute(given["hx-get"]))
        if "hx-post" in given:
            self.posts.append(self._absolute(given["hx-post"]))
        if "data-dialog" in given:
            self.wanted_ids.append(given["data-dialog"])

    def handle_endtag(self, tag: str) -> None:
        """Leave a form."""
        if tag == "form" and self._forms:
            self._forms.pop()

    def _absolute(self, address: str) -> str:
        return urldefrag(urljoin(self.url, address)).url

    def _add_form(self, given: Attributes) -> None:
        action = self._absolute(given.get("action", ""))
        if given.get("method", "get").lower() == "post":
            self.posts.append(action)
        elif "method" in given and given["method"].lower() != "dialog":
            self.links.append(action)

    def _add_link(self, given: Attributes) -> None:
        if not given.get("href"):
            self.dead.append(f"<a {given}>")
        elif given["href"].startswith("#"):
            self.wanted_ids.append(given["href"][1:])
        else:
            self.links.append(self._absolute(given["href"]))

    def _add_button(self, given: Attributes) -> None:
        kind = given.get("type", "submit")
        in_form = bool(self._forms) or "form" in given
        if kind == "submit" and in_form:
            return
        if not any(name.startswith(_ALIVE) for name in given) and "disabled" not in given:
            self.dead.append(f"<button {given}>")

    def missing_ids(self) -> Iterator[str]:
        """Places on this page that something on it points to and that are not there."""
        return (name for name in self.wanted_ids if name and name not in self.ids)


def read(url: str, html: str) -> Page:
    """The page at `url`."""
    page = Page(url)
    page.feed(html)
    return page


def is_ours(url: str) -> bool:
    """Whether a link stays in the product and is a page of it."""
    parts = urlsplit(url)
    return parts.scheme in {"", "http"} and parts.netloc in {"", "testserver"} and not parts.path.startswith("/static/")
