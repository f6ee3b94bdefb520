"""What does the web server run in each of its processes?"""

import os

from django.core.wsgi import get_wsgi_application

from kartotek.plumbing.processes import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kartotek.config.settings")
end_with_parent()
application = get_wsgi_application()
