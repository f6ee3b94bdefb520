"""How are accounts, sessions and pages protected?"""

import base64
import hashlib
import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from kartotek.config.settings.base import BASE_URL, IS_DEMO, RATE_LIMITS

SECRET_KEY = os.environ.get("KARTOTEK_SECRET_KEY", "")
if not SECRET_KEY:
    # The commands keep one in the data directory and set it; a bare manage.py or test run gets a throw-away one.
    SECRET_KEY = (
        "not-a-secret-only-for-tests-and-tools" if IS_DEMO or "PYTEST_VERSION" in os.environ else os.urandom(32).hex()
    )

ALLOWED_HOSTS = ["*"]  # the addresses we hand out come from KARTOTEK_BASE_URL, never from the Host header
IS_HTTPS = BASE_URL.startswith("https://")
# Behind a proxy that ends TLS a form's Origin is https:// and our own connection is not.
CSRF_TRUSTED_ORIGINS = ["://".join(urlsplit(BASE_URL)[:2])]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "kartotek_session"
CSRF_COOKIE_NAME = "kartotek_csrf"
CSRF_FAILURE_VIEW = "kartotek.web.kit.errors.csrf_failed"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

# The one script that pages carry themselves: it must run before the first paint, and nothing is to wait for a file.
_THEME_SCRIPT = Path(__file__).parents[2] / "web" / "kit" / "static" / "kit" / "theme.js"
_THEME = f"'sha256-{base64.b64encode(hashlib.sha256(_THEME_SCRIPT.read_bytes()).digest()).decode()}'"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, _THEME],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "kartotek.web.desk.sign_in.adapter.AccountAdapter"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"} if RATE_LIMITS else False
MFA_TOTP_ISSUER = "Kartotek"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
