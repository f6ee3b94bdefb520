"""Which apps and middleware make up the installation, in which order?"""

from kartotek.config.settings.base import IS_BENCH

DOMAIN_APPS = [
    "kartotek.domain.audit",
    "kartotek.domain.hooks",
    "kartotek.domain.businesses",
    "kartotek.domain.catalog",
    "kartotek.domain.customers",
    "kartotek.domain.messaging",
    "kartotek.domain.access",
    "kartotek.domain.booking",
    "kartotek.domain.reminders",
    "kartotek.domain.recall",
    "kartotek.domain.overview",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "csp",
    "ninja",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "kartotek.plumbing",
    *DOMAIN_APPS,
    "kartotek.web.kit",
]

MIDDLEWARE = [
    "kartotek.api.middleware.ApiProblems",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kartotek.web.kit.middleware.BusyWhenDatabaseIsAway",
    "allauth.account.middleware.AccountMiddleware",
]
if IS_BENCH:
    MIDDLEWARE.insert(0, "kartotek.config.bench.Counting")
