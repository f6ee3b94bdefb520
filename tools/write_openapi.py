"""Writes openapi.json, the committed contract of the API; tests/api/test_openapi.py fails when it drifts."""

import json
import os
from pathlib import Path

CONTRACT = Path(__file__).resolve().parents[1] / "openapi.json"


def contract() -> str:
    """The contract as the code has it now."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kartotek.config.settings")
    import django

    django.setup()
    from kartotek.config.urls import API

    return json.dumps(API.get_openapi_schema(), indent=1, ensure_ascii=False, sort_keys=True, default=str) + "\n"


if __name__ == "__main__":
    CONTRACT.write_text(contract(), encoding="utf-8")
