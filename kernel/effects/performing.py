"""Carries effects out, each once under its key, with what it found and what it left."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from kernel.effects.effect import Change
from kernel.effects.rows import Decided, Row, decided
from kernel.models import EffectRun
from kernel.once import inserted_once
from kernel.registry import Registry

CAUSE = "tongban.effect"


@dataclass(frozen=True, slots=True)
class Performed:
    """An effect on record; `repeated` when an earlier call had carried it out."""

    key: str
    effect: str
    change: Change
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """An effect that would be carried out."""

    effect: str
    parameters: Mapping[str, Any]
    change: Change


def perform(
    session: Session,
    registry: Registry,
    rows: Sequence[Row],
    facts: Mapping[str, object],
    *,
    key: str,
    now: datetime,
) -> list[Performed]:
    """Every row that applies is carried out and recorded under `key:n`, n being its place in the list."""
    return [_performed(session, one, f"{key}:{one.number}", now) for one in decided(registry, rows, facts)]


def cause_of(session: Session) -> str | None:
    """The key under which an effect is being carried out in the session, such as `case:1:5:0`."""
    key: str | None = session.info.get(CAUSE)
    return key


def previewed(
    session: Session, registry: Registry, rows: Sequence[Row], facts: Mapping[str, object]
) -> list[Preview]:
    """What `perform` would do now; writes nothing."""
    return [
        Preview(one.name, asdict(one.parameters), one.effect.dry_run(session, one.parameters))
        for one in decided(registry, rows, facts)
    ]


def _performed(session: Session, one: Decided, key: str, now: datetime) -> Performed:
    # the row comes first: a second caller waits here, and then finds the effect done
    values = {"key": key, "effect": one.name, "parameters": asdict(one.parameters), "done_at": now}
    run_id = inserted_once(session, EffectRun, unique=("key",), values=values)
    if run_id is None:
        run = session.execute(select(EffectRun.before, EffectRun.after).where(EffectRun.key == key)).one()
        return Performed(key, one.name, Change(run.before, run.after), repeated=True)
    change = _applied(session, one, key)
    session.execute(
        update(EffectRun).where(EffectRun.id == run_id).values(before=change.before, after=change.after),
        execution_options={"synchronize_session": False},
    )
    return Performed(key, one.name, change)


def _applied(session: Session, one: Decided, key: str) -> Change:
    session.info[CAUSE] = key
    try:
        change = one.effect.apply(session, one.parameters)
        session.flush()
    finally:
        del session.info[CAUSE]
    return change
