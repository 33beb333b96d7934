"""One install at a time, on all machines that share the database; a dead holder frees it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from kernel.errors import InstallBusy
from kernel.site import Site
from kernel.text import Text

KEY = 0x746F6E6762616E
"""The advisory lock's number: “tongban” in ASCII."""


@contextmanager
def install_lock(site: Site) -> Iterator[None]:
    """Held while an install runs; refuses at once when another one does."""
    hold = _file_lock if site.engine.dialect.name == "sqlite" else _advisory_lock
    with hold(site):
        yield


def is_busy(site: Site) -> bool:
    """Whether an install is running now."""
    try:
        with install_lock(site):
            return False
    except InstallBusy:
        return True


@contextmanager
def _file_lock(site: Site) -> Iterator[None]:
    with (site.operations / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _busy() from error
        yield


@contextmanager
def _advisory_lock(site: Site) -> Iterator[None]:
    # a connection of its own: the lock ends with it, however the process dies
    with site.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": KEY}):
            raise _busy()
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": KEY})


def _busy() -> InstallBusy:
    return InstallBusy(
        Text("另一项安装、升级或卸载正在进行。", "Another install, upgrade or removal is running."),
        remedy=Text("请等它结束后重新生成计划。", "Wait until it has ended and make a new plan."),
        place="plugins",
    )
