"""One operation while it runs and afterwards: its lines, its end, and the renewal of the servers it asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.serve import renewal
from app.serve.renewal import RenewalState
from kernel.clock import LOCAL
from kernel.errors import NotFound
from kernel.install.installer import STAGES
from kernel.install.lock import is_busy
from kernel.install.operations import START_PATIENCE, progress, settle_interrupted
from kernel.models import PlatformState, PluginOperation
from kernel.models.plugins import UNFINISHED, OperationState
from kernel.site import Site
from kernel.text import Text
from kernel.web import Platform

RENEWAL_PATIENCE = timedelta(minutes=2)
LONGEST = len(STAGES) + 2
"""The stages, the loading before and the commit after them: what the bar counts to."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was told, at a time of day."""

    at: str
    said: Text


@dataclass(frozen=True, slots=True)
class Course:
    """What the page shows of an operation now."""

    operation: PluginOperation
    title: str
    running: bool
    lines: Sequence[Line]
    renewal: RenewalState | None
    renewal_error: Text

    @property
    def pending(self) -> bool:
        """Whether the page has to ask again."""
        return self.running or self.renewal is RenewalState.RUNNING

    @property
    def mark(self) -> str:
        """Changes whenever the page would look different."""
        return f"{self.operation.state}-{len(self.lines)}-{self.renewal or ''}"


def course_of(session: Session, here: Platform, number: int) -> Course:
    """The operation as it stands; one whose process died is settled first."""
    found = session.get(PluginOperation, number)
    if found is None:
        raise NotFound(
            Text(f"没有第 {number} 号操作。", f"There is no operation {number}."),
            remedy=Text("请回到插件页查看。", "Go back to the Apps page."),
            place=str(number),
        )
    if _may_be_dead(found, here.clock.now()) and not is_busy(here.site):
        with here.database.transaction() as writing:
            settle_interrupted(writing, here.site)
        session.refresh(found)
    running = found.state in UNFINISHED
    told = progress(here.site, number) if running else found.log
    state, error = _renewal(session, here.site, found)
    return Course(found, title_of(found), running, [_line(one) for one in told], state, error)


def _may_be_dead(operation: PluginOperation, now: datetime) -> bool:
    """Whether the operation says it runs, or has waited longer than a process takes to begin."""
    waited = now - operation.created_at > START_PATIENCE
    return operation.state == OperationState.RUNNING or (operation.state == OperationState.QUEUED and waited)


def title_of(operation: PluginOperation) -> str:
    """How the plugin was called in the plan."""
    members: Sequence[Mapping[str, Any]] = operation.plan.get("members", ())
    return next((one["title"] for one in members if one["name"] == operation.plugin), operation.plugin)


def _line(told: Mapping[str, str]) -> Line:
    at = datetime.fromisoformat(told["at"]).astimezone(LOCAL)
    return Line(f"{at:%H:%M:%S}", Text(told["zh"], told["en"]))


def _renewal(session: Session, site: Site, operation: PluginOperation) -> tuple[RenewalState | None, Text]:
    """How the exchange of the servers goes that this operation asked for; none when there is nobody to do it."""
    report = renewal.last(site.folder)
    if report is None or operation.state != OperationState.DONE or not operation.plan.get("restart"):
        return None, Text("", "")
    wanted = session.scalar(select(PlatformState.code_version)) or 0
    if report.code_version is not None and report.code_version >= wanted:
        return RenewalState(report.state), report.error
    ended = operation.finished_at or operation.created_at
    if site.clock.now() - ended < RENEWAL_PATIENCE:
        return RenewalState.RUNNING, Text("", "")
    return None, Text("", "")
