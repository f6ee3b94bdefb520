"""How does a program call? A client with a token and JSON in and out."""

from typing import Any

import orjson
from django.test import Client
from tests.personas import bearer

from kartotek.domain.audit.values import Actor

Json = Any  # JSON has no type


class Program:
    """A program that acts for a person, or for nobody; `base` stands before each path."""

    def __init__(self, actor: Actor | None, base: str = "") -> None:
        self.client = Client() if actor is None else Client(headers=bearer(actor))
        self.base = base

    def call(self, method: str, path: str, body: object = None, status: int = 200, **headers: str) -> Json:
        """The decoded answer, which must have this status; headers as `if_match='"1"'`."""
        response = self.client.generic(
            method,
            f"/api/v1/{self.base}{path}",
            b"" if body is None else orjson.dumps(body),
            content_type="application/json",
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )
        assert response.status_code == status, (response.status_code, response.content)
        self.etag = response.headers.get("ETag", "")
        return response.json() if response.content else None
