#!/usr/bin/env bash
# Prints the folder with the programs of PostgreSQL 15; exits 1 if there is none.
set -euo pipefail

for folder in /usr/lib/postgresql/15/bin /usr/pgsql-15/bin /opt/homebrew/opt/postgresql@15/bin; do
    if [ -x "$folder/initdb" ]; then
        echo "$folder"
        exit
    fi
done
exit 1
