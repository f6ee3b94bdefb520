#!/usr/bin/env bash
# Pins every Python package with its hashes; no registry address gets into the files.
set -euo pipefail
cd "$(dirname "$0")/.."

# Extras stay in the pins: pip in hash mode does not match `coverage[toml]` with a pinned `coverage`, and fails as soon
# as a newer one is released.
options=(
    --quiet --generate-hashes --universal --python-version 3.11 --allow-unsafe --no-strip-extras
    --no-header --no-annotate --no-emit-index-url --no-emit-find-links
)
.venv/bin/uv pip compile "${options[@]}" "$@" pyproject.toml -o requirements.txt
.venv/bin/uv pip compile "${options[@]}" "$@" pyproject.toml --group dev -o requirements-dev.txt
.venv/bin/uv pip compile "${options[@]}" "$@" --group node -o requirements-node.txt
