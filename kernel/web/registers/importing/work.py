"""Imports without a visitor: the parts of a sheet as deferred work, and the clearing of old sheets."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from kernel.access import actor_of, allows, resource_of, rules_of
from kernel.jobs import Daily, Slot
from kernel.models import ImportBatch, ImportFinding
from kernel.models.imports import BatchState, Severity
from kernel.seams import job, topic
from kernel.surroundings import surroundings_of
from kernel.text import Text
from kernel.web.registers.finding import register_named
from kernel.web.registers.importing.batches import forget
from kernel.web.registers.importing.passes import TOPIC, carry_on
from kernel.web.registers.importing.rows import IMPORT
from kernel.web.registers.writing import Writer

KEPT = timedelta(days=7)
ENDED = {BatchState.CHECKING: BatchState.CHECKED, BatchState.IMPORTING: BatchState.DONE}
NO_RIGHT = Text(
    "您已没有导入这个登记簿的权限，其余各行没有导入。",
    "You may no longer import into this register; the rest was left out.",
)


@topic(TOPIC, title=Text("导入登记簿", "Import into a register"), attempts=3)
def carry(session: Session, payload: Mapping[str, Any]) -> None:
    """The next part of the sheet is tried out or carried in, by what its owner may do at this moment."""
    batch = session.get(ImportBatch, payload["batch"], with_for_update=True)
    if batch is None or (str(batch.state), batch.done) != (payload["state"], payload["done"]):
        # a later pass has begun, or the sheet was cleared
        return
    here = surroundings_of(session)
    view = register_named(here.registry, batch.register)
    actor = actor_of(session, batch.user_id)
    rules = rules_of(session, actor.role_ids)
    if view is None or not allows(rules, IMPORT, resource_of(view.datamodel.obj)):
        _stop(session, batch)
        return
    now = here.clock.now()
    writer = Writer(session, actor, now, here.keys, batch.address, here.registry, rules)
    carry_on(view, writer, batch)


@job(
    "import_cleaning",
    title=Text("清理导入的表格", "Forget imported sheets"),
    schedule=Daily("03:55"),
    catch_up=1,
)
def clean(session: Session, slot: Slot) -> dict[str, Any]:  # noqa: ARG001 a job is called with both
    """Sheets brought a week ago are gone; what they changed stays on record."""
    return dict(forget(session, before=surroundings_of(session).clock.now() - KEPT))


def _stop(session: Session, batch: ImportBatch) -> None:
    """The pass ends here; what was carried in stays."""
    batch.state, batch.wrong = ENDED[BatchState(batch.state)], batch.wrong + batch.total - batch.done
    batch.done, batch.finished_at = batch.total, surroundings_of(session).clock.now()
    said = {"field": "", "severity": Severity.ERROR, "zh": NO_RIGHT.zh, "en": NO_RIGHT.en}
    session.execute(insert(ImportFinding), [{"batch_id": batch.id, "line": 0, **said}])
