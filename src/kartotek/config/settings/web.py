"""Where do pages get their templates and static files from? (joint 15)"""

import os

from kartotek.config.settings.base import PACKAGE_DIR, PROJECT_DIR

WEB_DIR = PACKAGE_DIR / "web"

# Every web package keeps its own templates/ and static/ beside its views.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted(path for path in WEB_DIR.rglob("templates") if path.is_dir()),
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "kartotek.web.kit.templatetags.kit",
                "kartotek.web.kit.templatetags.settings_nav",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

STATIC_URL = "/static/"
STATIC_ROOT = PROJECT_DIR / "static_root"
# The kit's static folder lies in an app; those of the screens are listed here.
STATICFILES_DIRS = sorted(path for path in WEB_DIR.rglob("static") if path.is_dir() and path.parent != WEB_DIR / "kit")
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "kartotek.config.vendored.VendoredFinder",
]

# `make install` collects, compresses and names by content (KARTOTEK_COLLECT=1 manage.py collectstatic);
# before that, and in tests, files come straight from their places.
_is_collected = (STATIC_ROOT / "staticfiles.json").is_file() and "PYTEST_VERSION" not in os.environ
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "kartotek.config.static_storage.CollectedStorage"
        if _is_collected or os.environ.get("KARTOTEK_COLLECT") == "1"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not _is_collected
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

NODE_MODULES_DIR = PROJECT_DIR / "node_modules"
_INTER = "@fontsource-variable/inter"
VENDORED_FILES = {
    "vendor/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "vendor/event-calendar.min.css": "@event-calendar/build/dist/event-calendar.min.css",
    "vendor/event-calendar.min.js": "@event-calendar/build/dist/event-calendar.min.js",
    "vendor/inter/index.css": f"{_INTER}/index.css",
    **{
        f"vendor/inter/files/inter-{script}-wght-normal.woff2": f"{_INTER}/files/inter-{script}-wght-normal.woff2"
        for script in ("cyrillic-ext", "cyrillic", "greek-ext", "greek", "vietnamese", "latin-ext", "latin")
    },
}
