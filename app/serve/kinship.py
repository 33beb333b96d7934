"""A child process ends when its parent does, however the parent ended."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def end_with(parent: int) -> None:
    """This process is asked to end (SIGTERM) when the process that started it is gone."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    # the parent may have gone before the kernel was asked
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)
