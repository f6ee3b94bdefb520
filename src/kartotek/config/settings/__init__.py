"""Which settings hold? One file a concern; everything that differs between installations comes from the environment."""

from kartotek.config.settings.apps import *  # noqa: F403 - Django reads one namespace
from kartotek.config.settings.background import *  # noqa: F403 - Django reads one namespace
from kartotek.config.settings.base import *  # noqa: F403 - Django reads one namespace
from kartotek.config.settings.database import *  # noqa: F403 - Django reads one namespace
from kartotek.config.settings.security import *  # noqa: F403 - Django reads one namespace
from kartotek.config.settings.web import *  # noqa: F403 - Django reads one namespace
