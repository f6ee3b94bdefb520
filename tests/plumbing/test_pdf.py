"""Does a page become a PDF without asking anybody for anything?"""

from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from threading import Thread

from pypdf import PdfReader

from kartotek.plumbing.pdf import joined, pdf_of

ASKING = """
<link rel="stylesheet" href="{url}a.css"><style>@import "{url}b.css"; body {{ background: url({url}c.png) }}
@font-face {{ font-family: X; src: url({url}d.woff) }} p {{ font-family: X }}</style>
<img src="{url}e.png"><object data="{url}f.svg"></object><img src="file:///etc/hostname"><p>Written</p>
"""


def texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def test_nothing_is_fetched_whatever_a_page_asks_for() -> None:
    asked: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_request(self, code: object = "-", size: object = "-") -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Listening)
    Thread(target=server.serve_forever, daemon=True).start()
    pdf = pdf_of(ASKING.format(url=f"http://127.0.0.1:{server.server_port}/"))
    server.shutdown()
    server.server_close()
    assert asked == []
    assert texts(pdf) == ["Written"]


def test_several_become_one_in_their_order() -> None:
    assert texts(joined([pdf_of("<p>First</p>"), pdf_of("<p>Second</p>")])) == ["First", "Second"]
    assert texts(joined([])) == []
