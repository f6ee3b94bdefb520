#!/usr/bin/env bash
# What does the machine itself lack? As root on Debian it is installed, elsewhere one line names it.
# usage: tools/install_system.sh python|pango|chromium|postgres|gettext…
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

has() {
    case $1 in
        python) "$python" -c 'import ensurepip, venv' 2> /dev/null ;;
        # Not by ldconfig: what counts is whether letters can be set here.
        pango) .venv/bin/python -c 'import weasyprint' > /dev/null 2>&1 ;;
        chromium) tools/find_chromium.sh > /dev/null ;;
        postgres) tools/find_postgres.sh > /dev/null ;;
        gettext) command -v xgettext msgmerge > /dev/null ;;
    esac
}

debian_packages() {
    case $1 in
        python) echo python3-venv ;;
        pango) echo libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core ;;
        chromium) echo chromium ;;
        postgres) echo postgresql-15 ;;
        gettext) echo gettext ;;
    esac
}

may_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null
}

install() {
    echo "Installing $*"
    export DEBIAN_FRONTEND=noninteractive
    # A server that nobody asked for must not be started: we only want its programs.
    if [ "$1" = postgresql-15 ]; then
        mkdir -p /etc/postgresql-common
        [ -e /etc/postgresql-common/createcluster.conf ] \
            || echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf
    fi
    apt-get install -y -qq --no-install-recommends "$@" > /dev/null 2>&1 && return
    apt-get update -qq > /dev/null 2>&1 || true
    apt-get install -y -qq --no-install-recommends "$@" > /dev/null
}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Kartotek needs Python 3.11 or newer; name it with PYTHON=… (found: $("$python" --version 2>&1))" >&2
    exit 1
fi

for part in "$@"; do
    has "$part" && continue
    read -ra packages <<< "$(debian_packages "$part")"
    if may_install && install "${packages[@]}" && has "$part"; then
        continue
    fi
    case $part in
        chromium)
            # An ordinary user can have the browser that Playwright brings.
            .venv/bin/playwright install chromium > /dev/null 2>&1 && has "$part" && continue
            echo 'Missing: Chromium (Debian: chromium). Without it the browser journeys fail.' >&2
            ;;
        pango)
            echo "Missing: Pango (Debian: ${packages[*]}). Without it no letters are printed, and their tests fail." >&2
            ;;
        postgres) echo 'Missing: PostgreSQL 15 (Debian: postgresql-15). Without it its test run fails.' >&2 ;;
        *)
            echo "Missing: $part (Debian: ${packages[*]})." >&2
            exit 1
            ;;
    esac
done
