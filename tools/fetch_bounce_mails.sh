#!/usr/bin/env bash
# Fetches the mails that flufl.bounce is tested with: its source package has them, its wheel has not. Pinned like all.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=.venv/bounce-mails

rm -rf "$folder"
mkdir -p "$folder"
# The version and the hashes of requirements.txt, from its line to the next that continues nothing.
sed -n '/^flufl-bounce==/,/[^\\]$/p' requirements.txt > "$folder/requirements.txt"
.venv/bin/python -m pip download -qq --disable-pip-version-check --require-hashes --no-deps --no-build-isolation \
    --no-binary :all: -r "$folder/requirements.txt" -d "$folder"
tar -xzf "$folder"/flufl_bounce-*.tar.gz -C "$folder" --strip-components=1
test -n "$(ls "$folder"/tests/data/*.txt)"
