#!/usr/bin/env bash
# Prints the Chromium that the journeys drive; exits 1 if there is none.
set -euo pipefail
cd "$(dirname "$0")/.."

for name in chromium chromium-browser google-chrome; do
    command -v "$name" && exit
done
.venv/bin/python - << 'END'
import pathlib
import sys

from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    found = pathlib.Path(playwright.chromium.executable_path)
if not found.exists():
    sys.exit(1)
print(found)
END
