"""Keeps servers on the socket, renews them when the code changes, and ends everything in order."""

import logging
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from app.serve import renewal
from app.serve.codewatch import CodeWatch
from app.serve.companion import Companion
from app.serve.decision import Act, Stage, View, decided, pause
from app.serve.generation import Generation, WebSettings
from app.serve.renewal import RenewalState
from app.serve.signals import Signals
from kernel.clock import Clock
from kernel.errors import TongbanError
from kernel.text import Text

TURN_SECONDS = 1.0
NOTHING = Text("", "")
log = logging.getLogger("tongban.serve")


class CannotServe(TongbanError):
    code = "cannot_serve"
    status = 500


class Supervisor:
    """One listening socket and the processes behind it."""

    def __init__(
        self,
        listener: socket.socket,
        settings: WebSettings,
        *,
        watch: CodeWatch,
        companion: Companion,
        folder: Path,
        clock: Clock,
        on_serving: Callable[[], None],
    ) -> None:
        self._listener = listener
        self._settings = settings
        self._watch = watch
        self._companion = companion
        self._folder = folder
        self._clock = clock
        self._on_serving = on_serving
        self._serving: Generation | None = None
        self._candidate: Generation | None = None
        self._retiring: list[Generation] = []
        self._failures = 0
        self._failed_version: int | None = None
        self._start_at = 0.0
        self._signals = Signals()

    def run(self) -> None:
        """Serves until a signal asks it to end; refuses when not even the first start succeeds."""
        with self._signals.heard():
            try:
                while not self._signals.ending:
                    self._turn()
                    self._signals.wait(TURN_SECONDS, self._reports())
            finally:
                self._end()

    def _turn(self) -> None:
        match decided(self._view()):
            case Act.START:
                self._start()
            case Act.PROMOTE:
                self._promote()
            case Act.DISCARD:
                self._discard()
            case Act.WAIT:
                pass
        self._retiring = [old for old in self._retiring if not self._gone(old)]
        if self._serving is not None:
            self._companion.tend()

    def _view(self) -> View:
        fresh = self._watch.version not in {None, self._failed_version}
        return View(
            serving=self._serving.stage() if self._serving else None,
            candidate=self._candidate.stage() if self._candidate else None,
            wanted=self._watch.version,
            served=self._serving.code_version if self._serving else None,
            asked=self._signals.renewing,
            may_start=time.monotonic() >= self._start_at or (self._failures > 0 and fresh),
        )

    def _start(self) -> None:
        self._signals.renewing = False
        version = self._watch.version
        if self._serving is not None:
            log.info("renewing the servers for code version %s", version)
            self._keep(RenewalState.RUNNING, version)
        self._candidate = Generation(self._listener, self._settings, code_version=version)

    def _promote(self) -> None:
        new, old = self._candidate, self._serving
        self._candidate, self._serving = None, new
        self._failures, self._start_at, self._failed_version = 0, 0.0, None
        if old is None:
            self._keep(RenewalState.DONE, new.code_version if new else None)
            log.info("serving code version %s", new.code_version if new else None)
            # whoever started this may no longer read what it says
            with suppress(OSError):
                self._on_serving()
            return
        old.stop()
        self._retiring.append(old)
        self._companion.renew()
        log.info("the new servers answer, the old ones finish")
        self._keep(RenewalState.DONE, new.code_version if new else None)

    def _discard(self) -> None:
        failed = self._candidate
        if failed is None:
            return
        failed.kill()
        self._candidate = None
        self._retiring.append(failed)
        why = failed.failure or Text("新进程在就绪后退出。", "The new processes ended after they were ready.")
        self._failures += 1
        self._failed_version = failed.code_version
        self._keep(RenewalState.FAILED, failed.code_version, why)
        if self._serving is None:
            raise CannotServe(
                why,
                remedy=Text(
                    "请按上文的原因修正后重新启动；也可运行 python -m app doctor。",
                    "Mend the cause given above and start again; python -m app doctor may help.",
                ),
            )
        serving = self._serving.stage() is Stage.READY
        self._start_at = time.monotonic() + pause(self._failures, serving=serving)
        log.error("the new servers failed, the old ones stay: %s", why.en)

    def _gone(self, old: Generation) -> bool:
        if old.ended():
            return True
        old.stop()
        return False

    def _reports(self) -> list[int]:
        return [self._candidate.report] if self._candidate else []

    def _keep(self, state: RenewalState, version: int | None, error: Text = NOTHING) -> None:
        with suppress(OSError):
            renewal.keep(self._folder, state, version, at=self._clock.now(), error=error)

    def _end(self) -> None:
        """Everything ends: first asked, then, on a second signal or after the grace, killed."""
        log.info("ending")
        left = [one for one in (self._serving, self._candidate, *self._retiring) if one]
        self._listener.close()
        self._companion.stop()
        asked = self._signals.ending
        while left or not self._companion.ended():
            if self._signals.ending > asked:
                self._companion.kill()
                for one in left:
                    one.kill()
            left = [one for one in left if not self._gone(one)]
            self._signals.wait(0.2, ())
