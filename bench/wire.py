"""How does the bench talk HTTP without spending the processor time it is to measure? Raw sockets, kept alive."""

import socket
from dataclasses import dataclass
from typing import Self

CHUNK = 1 << 18
_END = b"\r\n\r\n"
_LENGTH = b"content-length:"
_LAST_PIECE = b"0\r\n\r\n"
IN_PIECES = 1 << 62


def request(method: str, path: str, *, headers: dict[str, str] | None = None, body: bytes = b"") -> bytes:
    """One HTTP/1.1 request, ready to be sent."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: keep-alive"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + _END + body


@dataclass(frozen=True)
class Reply:
    """A whole answer."""

    status: int
    headers: dict[str, str]
    body: bytes


class Line:
    """One connection; `fileno` makes it fit for a selector."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._got = bytearray()
        self._needed = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def fileno(self) -> int:
        """The socket's number."""
        return self._socket.fileno()

    def send(self, data: bytes) -> None:
        """Send a request; the answer to the one before has been read."""
        self._got.clear()
        self._needed = -1
        self._socket.sendall(data)

    def receive(self) -> int:
        """Take what is there; the status once the answer is whole, else 0."""
        part = self._socket.recv(CHUNK)
        if not part:
            raise ConnectionError("the server closed the connection")
        self._got += part
        if self._needed < 0:
            self._needed = _whole_length(self._got)
        if self._needed == IN_PIECES:
            return int(self._got[9:12]) if self._got.endswith(_LAST_PIECE) else 0
        return int(self._got[9:12]) if 0 <= self._needed <= len(self._got) else 0

    def ask(self, data: bytes) -> Reply:
        """Send, and wait for the whole answer."""
        self.send(data)
        while not (status := self.receive()):
            pass
        head, _, body = bytes(self._got).partition(_END)
        lines = (line.split(b":", 1) for line in head.split(b"\r\n")[1:])
        return Reply(status, {name.decode().lower(): value.strip().decode() for name, value in lines}, body)


def _whole_length(got: bytearray) -> int:
    """How many bytes the whole answer has; -1 while its head is not there yet, IN_PIECES if it does not say."""
    end = got.find(_END)
    if end < 0:
        return -1
    head = bytes(got[:end]).lower()
    at = head.find(_LENGTH)
    if at < 0:
        return IN_PIECES
    return end + len(_END) + int(head[at + len(_LENGTH) :].split(b"\r\n", 1)[0])
