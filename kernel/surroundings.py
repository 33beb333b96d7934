"""What an effect, a handler, a job or a health check may ask of the process that runs it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from kernel.clock import Clock, FixedClock
from kernel.errors import RegistryError
from kernel.keys import KeyRing
from kernel.mail import MailServer
from kernel.registry import Registry
from kernel.text import Text

KEY = "tongban.surroundings"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The snapshot, the time, the keys and the folders of a running process."""

    registry: Registry
    clock: Clock
    keys: KeyRing | None = None
    folder: Path | None = None
    addons: tuple[Path, ...] = ()
    address: str = ""
    """Under which people reach the platform; before the path of a link in a letter."""
    mail: MailServer | None = None
    """Who takes mail; none on an installation that sends none."""


def around(registry: Registry, clock: Clock, given: Surroundings | None = None) -> Surroundings:
    """The surroundings given, or bare ones, with this snapshot and this clock."""
    return Surroundings(registry, clock) if given is None else replace(given, registry=registry, clock=clock)


def informed(surroundings: Surroundings) -> dict[str, Surroundings]:
    """What a session carries, so that work done in it can ask for its surroundings."""
    return {KEY: surroundings}


def surround(session: Session, surroundings: Surroundings) -> None:
    """Work done in the session can ask for its surroundings."""
    session.info.update(informed(surroundings))


def surroundings_of(session: Session) -> Surroundings:
    """The surroundings of the work done in the session."""
    found = session.info.get(KEY)
    if isinstance(found, Surroundings):
        return found
    raise RegistryError(
        Text("这项工作没有在调度程序里运行。", "This work does not run inside a scheduler or worker."),
        remedy=Text("请通过作业页或命令行运行它。", "Run it from the jobs page or the command line."),
        place=KEY,
    )


@contextmanager
def at_moment(session: Session, moment: datetime) -> Iterator[None]:
    """Work done meanwhile takes that moment for the present."""
    found = surroundings_of(session)
    surround(session, replace(found, clock=FixedClock(moment)))
    try:
        yield
    finally:
        surround(session, found)
