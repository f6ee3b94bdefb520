"""Which refusals are this app's own?"""

from kartotek.kernel.errors import Conflict


class NotFinished(Conflict):
    """This is still being told, and tried again by itself."""

    code = "not_finished"
