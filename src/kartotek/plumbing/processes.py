"""How does a child process learn that its parent died without saying goodbye?"""

import ctypes
import os
import signal
import sys

# The number of the process that children must not outlive; children inherit it.
PARENT = "KARTOTEK_PARENT"
_PR_SET_PDEATHSIG = 1


def be_parent() -> None:
    """From now on, children that call `end_with_parent` end with this process."""
    os.environ[PARENT] = str(os.getpid())


def end_with_parent(by: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel for this signal at our parent's death, so that a killed server leaves nobody holding its port."""
    parent = os.environ.get(PARENT)
    if parent is None or sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(by))
    if os.getppid() != int(parent):  # it died before we asked
        os.kill(os.getpid(), by)
