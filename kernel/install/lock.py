"""One install at a time, on all machines that share the database; a dead holder frees it."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import text

from kernel.errors import InstallBusy
from kernel.site import Site
from kernel.text import Text

KEY = 0x746F6E6762616E
"""The advisory lock's number: “tongban” in ASCII."""

PATIENCE = 1.0
"""Seconds: a page that looks whether an install runs holds the lock for a moment itself."""

POLL = 0.02


@contextmanager
def install_lock(site: Site, *, patience: float = PATIENCE) -> Iterator[None]:
    """Held while an install runs; refuses when another one does."""
    hold = _file_lock if site.engine.dialect.name == "sqlite" else _advisory_lock
    with hold(site, patience):
        yield


def refuse_busy(site: Site) -> None:
    """Raises when an install is running now."""
    with install_lock(site, patience=0):
        pass


def is_busy(site: Site) -> bool:
    """Whether an install is running now."""
    try:
        refuse_busy(site)
    except InstallBusy:
        return True
    return False


@contextmanager
def _file_lock(site: Site, patience: float) -> Iterator[None]:
    with (site.operations / "lock").open("w") as file:

        def taken() -> bool:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

        _wait(taken, patience)
        yield


@contextmanager
def _advisory_lock(site: Site, patience: float) -> Iterator[None]:
    # a connection of its own: the lock ends with it, however the process dies
    with site.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        _wait(
            lambda: bool(connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": KEY})), patience
        )
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": KEY})


def _wait(taken: Callable[[], bool], patience: float) -> None:
    until = time.monotonic() + patience
    while not taken():
        if time.monotonic() >= until:
            raise _busy()
        time.sleep(POLL)


def _busy() -> InstallBusy:
    return InstallBusy(
        Text("另一项安装、升级或卸载正在进行。", "Another install, upgrade or removal is running."),
        remedy=Text("请等它结束后重新生成计划。", "Wait until it has ended and make a new plan."),
        place="plugins",
    )
