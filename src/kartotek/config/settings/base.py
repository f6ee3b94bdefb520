"""Where does the installation live, in which language and time does it speak, what is it told by its environment?"""

import os
from datetime import datetime, timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from kartotek.kernel import clock

PACKAGE_DIR = Path(__file__).resolve().parents[2]
PROJECT_DIR = PACKAGE_DIR.parents[1]
DATA_DIR = Path(os.environ.get("KARTOTEK_DATA_DIR", "data")).resolve()

DEBUG = False
IS_DEMO = os.environ.get("KARTOTEK_DEMO") == "1"
IS_BENCH = IS_DEMO and os.environ.get("KARTOTEK_BENCH") == "1"
RATE_LIMITS = not (IS_DEMO and os.environ.get("KARTOTEK_RATE_LIMITS") == "off")
BASE_URL = os.environ.get("KARTOTEK_BASE_URL", "http://localhost:8000").rstrip("/")
TRUSTED_PROXIES = [part.strip() for part in os.environ.get("KARTOTEK_TRUSTED_PROXIES", "").split(",") if part.strip()]

ROOT_URLCONF = "kartotek.config.urls"
WSGI_APPLICATION = "kartotek.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "businesses.User"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("da", _("Danish")),
    ("sv", _("Swedish")),
    ("de", _("German")),
    ("fr", _("French")),
]
LOCALE_PATHS = [PACKAGE_DIR / "locale"]

_started_at = os.environ.get("KARTOTEK_CLOCK")
if _started_at:
    if not IS_DEMO:
        raise SystemExit(
            "KARTOTEK_CLOCK is for demo and test installations only: set KARTOTEK_DEMO=1 as well, or unset it."
        )
    # Processes of one installation start one after the other; the command notes when its clock was set, so all agree.
    _set_at = os.environ.get("KARTOTEK_CLOCK_SET_AT")
    _elapsed = clock.now() - datetime.fromisoformat(_set_at) if _set_at else timedelta(0)
    clock.start_at(datetime.fromisoformat(_started_at) + _elapsed)

EMAIL_URL = os.environ.get("KARTOTEK_EMAIL_URL", "")
SMS_URL = os.environ.get("KARTOTEK_SMS_URL", "")
EMAIL_FROM = os.environ.get("KARTOTEK_EMAIL_FROM", "")
