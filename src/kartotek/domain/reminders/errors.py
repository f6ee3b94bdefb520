"""Which refusals belong to reminders?"""

from kartotek.kernel.errors import Conflict


class NothingToUndo(Conflict):
    """There is no change that could be taken back."""

    code = "nothing_to_undo"
