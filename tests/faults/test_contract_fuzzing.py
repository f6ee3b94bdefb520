"""Does any request that the contract allows, or nearly allows, make the server fail?"""

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from tests.faults.conftest import SLUG, Site

pytestmark = pytest.mark.process

MAIL = "message/rfc822"
METHODS = ("get", "post", "put", "patch", "delete")
# Examples per operation and kind; the deterministic cases at the limits come besides.
EXAMPLES = 3


def known_ids(site: Site) -> dict[str, str]:
    """Something that is there for the names in paths, so that requests get past "not found"."""
    tables = {
        "customer": "customers_customer",
        "service": "catalog_service",
        "employee": "catalog_employee",
        "booking": "booking_booking",
        "category": "catalog_category",
        "area": "businesses_area",
        "location": "businesses_location",
    }
    return {name: str(site.rows(f"SELECT max(id) FROM {table}")[0][0]) for name, table in tables.items()}  # noqa: S608 - names from above


def write_contract(site: Site, file: Path) -> None:
    """The contract as the server has it, with the business and known identifiers put into its paths."""
    with urllib.request.urlopen(f"http://127.0.0.1:{site.port}/api/v1/openapi.json") as answer:
        contract = json.load(answer)
    ids = {"business": SLUG, **known_ids(site)}
    for path in contract["paths"].values():
        for operation in (path[method] for method in METHODS if method in path):
            for parameter in operation.get("parameters", []):
                if parameter["in"] == "path" and parameter["name"] in ids:
                    parameter["schema"] = {"type": "string", "enum": [ids[parameter["name"]]]}
            bodies = operation.get("requestBody", {}).get("content", {})
            if MAIL in bodies:  # the program knows how to write text, but not a mail
                bodies["text/plain"] = bodies.pop(MAIL)
    file.write_text(json.dumps(contract))


def test_no_request_near_the_contract_makes_the_server_fail(site: Site, tmp_path: Path) -> None:
    contract = tmp_path / "openapi.json"
    write_contract(site, contract)
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "run", str(contract)),
        *("--url", f"http://127.0.0.1:{site.port}", "--header", f"Authorization: Bearer {site.token()}"),
        *("--checks", "not_a_server_error", "--phases", "examples,coverage,fuzzing", "--continue-on-failure"),
        *("--max-examples", str(EXAMPLES), "--generation-deterministic"),
        *("--max-time", "45", "--warnings", "off", "--no-color", "--suppress-health-check", "all"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=300)
    assert done.returncode == 0, done.stdout[-6000:]
    assert site.ask("GET", "/healthz").status == 200
