"""Health checks of the kernel and of plugins: what is well, what is not, and how to mend it."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy.orm import Session

from kernel.clock import SystemClock
from kernel.failures import told
from kernel.registry import Entry, Registry
from kernel.seams import HEALTH
from kernel.surroundings import Surroundings, surround
from kernel.text import Text


class HealthState(StrEnum):
    """How a thing stands; `bad` needs someone now."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


SEVERITY = (HealthState.OK, HealthState.WARN, HealthState.BAD)


@dataclass(frozen=True, slots=True)
class Health:
    """What a check found, and the remedy unless all is well; `seconds` is how long it took."""

    state: HealthState
    what: Text
    remedy: Text | None = None
    seconds: float = 0.0


def well(zh: str, en: str) -> Health:
    """All is well."""
    return Health(HealthState.OK, Text(zh, en))


def checked(
    session: Session, registry: Registry, *, surroundings: Surroundings | None = None
) -> list[tuple[Entry, Health]]:
    """What every check says now; one that fails is bad and does not stop the others."""
    surround(session, surroundings or Surroundings(registry, SystemClock()))
    return [(entry, _checked(session, entry)) for entry in registry.entries(HEALTH)]


def worst(found: Iterable[tuple[Entry, Health]]) -> HealthState:
    """The worst of the states; well when there are no checks."""
    return max((health.state for _, health in found), key=SEVERITY.index, default=HealthState.OK)


def _checked(session: Session, entry: Entry) -> Health:
    start = time.perf_counter()
    try:
        # a savepoint: on PostgreSQL a failed statement would spoil the checks after it
        with session.begin_nested():
            health: Health = entry.thing(session)
    except Exception as error:  # noqa: BLE001 a check may fail in any way, and that is its result
        health = _failed(entry, error, time.perf_counter() - start)
        if not session.is_active:
            session.rollback()
    return replace(health, seconds=time.perf_counter() - start)


def _failed(entry: Entry, error: Exception, seconds: float) -> Health:
    cause = told(error)
    return Health(
        HealthState.BAD,
        Text(
            f"自检“{entry.options['title'].zh}”在 {seconds:.1f} 秒后失败：{cause}",
            f"The check “{entry.options['title'].en}” failed after {seconds:.1f} s: {cause}",
        ),
        Text(
            f"请查看日志，或联系插件 {entry.plugin} 的作者。",
            f"See the log, or ask the author of the plugin {entry.plugin}.",
        ),
    )
