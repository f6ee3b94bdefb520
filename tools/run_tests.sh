#!/usr/bin/env bash
# The one list of what must be green. usage: tools/run_tests.sh lint|fast|all
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-all}
bin=.venv/bin
pytest=("$bin/python" -m pytest -q -n "${TEST_PROCESSES:-2}" --dist loadfile)

say() { printf '\n== %s (%ss)\n' "$1" "$SECONDS"; }

say 'Style'
"$bin/ruff" check --quiet
"$bin/ruff" format --check --quiet
"$bin/python" tools/check_house.py
say 'Import contracts'
"$bin/lint-imports" --no-cache > build-contracts.log 2>&1 || { cat build-contracts.log; rm build-contracts.log; exit 1; }
rm build-contracts.log
say 'Types'
"$bin/mypy" --no-error-summary
[ "$what" = lint ] && { say 'Green'; exit; }

if [ "$what" = fast ]; then
    say 'Tests without browsers, processes and races'
    "${pytest[@]}" -m 'not journey and not process and not race'
    exit
fi

say 'Tests'
"${pytest[@]}" -m 'not journey and not process' --cov --cov-report=
"$bin/coverage" report --precision=2 --fail-under=100 --skip-covered --show-missing \
    --include='src/kartotek/kernel/*,src/kartotek/domain/*'
say 'Domain and races on PostgreSQL 15'
tools/with_postgres15.sh "${pytest[@]}" tests/domain tests/races
say 'Processes and journeys'
"${pytest[@]}" -m 'journey or process'
say 'All green'
