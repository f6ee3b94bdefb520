"""How is PostgreSQL reached, and what lives in it besides the domain (cache, sessions, jobs)?"""

import os
from urllib.parse import unquote, urlsplit

DATABASE_URL = os.environ.get("KARTOTEK_DATABASE_URL", "")
# One connection a blocking thread, and one to spare (joint 12); the commands that start a process set it.
POOL_SIZE = int(os.environ.get("KARTOTEK_POOL_SIZE", "9"))

_parts = urlsplit(DATABASE_URL or "postgres://kartotek@127.0.0.1:5432/kartotek")
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": unquote(_parts.hostname or ""),
        "PORT": str(_parts.port or 5432),
        "NAME": unquote(_parts.path.lstrip("/")),
        "USER": unquote(_parts.username or ""),
        "PASSWORD": unquote(_parts.password or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": POOL_SIZE, "timeout": 5}, "connect_timeout": 5},
        "TEST": {"NAME": os.environ.get("KARTOTEK_TEST_DB", "test_kartotek")},
    }
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "plumbing_cache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
