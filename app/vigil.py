"""The main thread of a scheduler or worker: it lives until it is told to end, or until the code changes."""

import logging

from app.serve.codewatch import CodeWatch
from app.serve.signals import Signals

TURN_SECONDS = 2.0
RESTART = 75  # EX_TEMPFAIL: whoever started this process is to start it again
log = logging.getLogger("tongban.vigil")


def vigil(url: str, signals: Signals, *, supervised: bool) -> int:
    """The status to exit with; a supervised process leaves it to the supervisor to notice new code.

    The signals are heard since before the work began, so that one which comes early ends it in order too.
    """
    watch = CodeWatch(url, period=TURN_SECONDS)
    began = watch.version
    log.info("on duty with code version %s", began)
    try:
        while not signals.ending:
            version = watch.version
            began = version if began is None else began
            if not supervised and version not in {None, began}:
                log.info("the code version is %s now, it was %s: ending to start anew", version, began)
                return RESTART
            signals.wait(TURN_SECONDS, ())
        return 0
    finally:
        watch.close()
