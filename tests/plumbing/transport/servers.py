"""Servers on loopback that answer as told: one for mail, one for the web addresses of providers."""

import http.server
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default

DROP = "drop"  # in place of an answer: the connection ends


class MailServer(socketserver.ThreadingTCPServer):
    """A mail server that keeps what it gets, and answers each command as `answers` says."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.answers: dict[str, str] = {}
        self.letters: list[bytes] = []
        self.connections = 0
        self.letters_each = 0  # after so many a connection ends; 0: never
        self.seconds = 0.0  # before the answer to a letter

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def read(self, number: int = -1) -> EmailMessage:
        """A letter as a mail client reads it."""
        return BytesParser(EmailMessage, policy=default).parsebytes(self.letters[number])


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.server.connections += 1
        taken = 0
        if not self._say(self.server.answers.get("CONNECT", "220 loopback")):
            return
        for raw in self.rfile:
            command = raw.decode()[:4].upper().strip()
            if command == "DATA" and "DATA" not in self.server.answers:
                self._say("354 go on")
                self._take_letter()
                taken += 1
                command = "TEXT"
            if not self._say(self.server.answers.get(command, "250 ok")) or taken == self.server.letters_each > 0:
                return

    def _say(self, line: str) -> bool:
        if line != DROP:
            self.wfile.write(f"{line}\r\n".encode())
        return line != DROP

    def _take_letter(self) -> None:
        lines: list[bytes] = []
        for raw in self.rfile:
            if raw == b".\r\n":
                break
            lines.append(raw.removeprefix(b".") if raw.startswith(b"..") else raw)
        self.server.letters.append(b"".join(lines))
        time.sleep(self.server.seconds)


class Provider(http.server.ThreadingHTTPServer):
    """A provider's web address that keeps what it gets, and answers `status`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Request)
        self.status = 200
        self.headers: dict[str, str] = {}
        self.answer = b"{}"
        self.seconds = 0.0
        self.taken: list[tuple[str, str]] = []

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class _Request(http.server.BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.taken.append((self.path, body))
        time.sleep(self.server.seconds)
        with suppress(BrokenPipeError):  # who asked did not wait
            self.send_response(self.server.status)
            for name, value in self.server.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(self.server.answer)))
            self.end_headers()
            self.wfile.write(self.server.answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        pass


@contextmanager
def running(server: socketserver.TCPServer) -> Iterator[None]:
    """The server answers within the block."""
    with server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield
        server.shutdown()


@contextmanager
def mail_server() -> Iterator[MailServer]:
    with running(server := MailServer()):
        yield server


@contextmanager
def provider() -> Iterator[Provider]:
    with running(server := Provider()):
        yield server
