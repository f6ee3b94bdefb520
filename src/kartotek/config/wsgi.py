"""What does the web server run in each of its processes?"""

import os
import signal

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from kartotek.plumbing.processes import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kartotek.config.settings")
# The server that would tell us to end in good order is the one that died, and it may die while we are still starting.
end_with_parent(by=signal.SIGKILL)
application = get_wsgi_application()
# Every view is imported now: a broken one ends the process at its start, and no first visitor waits.
get_resolver().url_patterns  # noqa: B018 - a lazy attribute
