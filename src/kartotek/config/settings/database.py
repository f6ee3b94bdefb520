"""How is PostgreSQL reached, and what lives in it besides the domain (cache, sessions, jobs)?"""

import os

from psycopg.conninfo import conninfo_to_dict

DATABASE_URL = os.environ.get("KARTOTEK_DATABASE_URL", "")
# One connection a blocking thread, and one to spare (joint 12); the commands that start a process set it.
POOL_SIZE = int(os.environ.get("KARTOTEK_POOL_SIZE", "9"))

# libpq's own reading of the address: sockets, several hosts and TLS options work as in psql.
_parts = {name: str(value) for name, value in conninfo_to_dict(DATABASE_URL).items()}
_named = {"host": "HOST", "port": "PORT", "dbname": "NAME", "user": "USER", "password": "PASSWORD"}
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "kartotek",
        **{ours: _parts.pop(theirs) for theirs, ours in _named.items() if theirs in _parts},
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": POOL_SIZE, "timeout": 5}, "connect_timeout": 5, **_parts},
        "TEST": {"NAME": os.environ.get("KARTOTEK_TEST_DB", "test_kartotek")},
    }
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "plumbing_cache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
