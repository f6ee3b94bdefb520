"""How does background work run, and how do reports of e-mail that came back reach it?"""

import os

# Procrastinate finds the tasks in the `jobs` modules of the domain.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful", "update_heartbeat_interval": 10.0}

BOUNCE_MAILDIR = os.environ.get("KARTOTEK_BOUNCE_MAILDIR", "")

# "name:password" of the webhooks of an e-mail provider; without it they are not there. django-anymail reads this and
# the provider's own keys, as KARTOTEK_ANYMAIL_MAILGUN_WEBHOOK_SIGNING_KEY, under their names without our prefix.
ANYMAIL_WEBHOOK_SECRET = ""
globals().update(
    {
        name.removeprefix("KARTOTEK_"): value
        for name, value in os.environ.items()
        if name.startswith("KARTOTEK_ANYMAIL_") and value
    }
)
