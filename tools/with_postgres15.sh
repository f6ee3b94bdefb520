#!/usr/bin/env bash
# Runs a command against a private PostgreSQL 15 on loopback, made for it and thrown away after it.
# usage: tools/with_postgres15.sh COMMAND…
set -euo pipefail

programs=$("$(dirname "$0")/find_postgres.sh") || {
    echo 'Missing: PostgreSQL 15 (Debian: postgresql-15).' >&2
    exit 1
}
folder=$(mktemp -d /tmp/kartotek-pg15.XXXXXX)
as_server=()
if [ "$(id -u)" = 0 ]; then
    # The server refuses to run as root; its own account comes with the Debian package.
    chown postgres: "$folder"
    as_server=(setpriv --reuid postgres --regid postgres --clear-groups env "HOME=$folder")
fi
run() { (cd "$folder" && "${as_server[@]}" "$programs/$1" "${@:2}" > /dev/null); }
end() {
    run pg_ctl stop -D "$folder/data" -m immediate -w || true
    rm -rf "$folder"
}
trap end EXIT
trap 'exit 143' TERM INT

run initdb -D "$folder/data" -U kartotek --auth=trust --encoding=UTF8 --locale=C.UTF-8
for attempt in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 30000))
    options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200"
    options="$options -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c jit=off"
    run pg_ctl start -D "$folder/data" -w -l "$folder/log" -o "$options" && break
    [ "$attempt" = 5 ] && { cat "$folder/log" >&2; exit 1; }
done
KARTOTEK_DATABASE_URL="postgres://kartotek@127.0.0.1:$port/postgres" "$@"
