"""The register of runs: what each job did and when, searched and exported; nothing in it is written by hand."""

from collections.abc import Mapping
from typing import Any

from flask import has_app_context
from sqlalchemy import ColumnElement, case, or_, select

from kernel.failures import error_text
from kernel.jobs import FIRST_SEEN
from kernel.models import JobRun
from kernel.registry import Registry
from kernel.seams import JOB, pages
from kernel.text import Text
from kernel.web import Area, Group, MenuItem, Pages, RegisterInterface, Registers, RegisterView, platform
from kernel.web.registers import Between, Choices, Column, Contains, Reader, StandingView

DONE, FAILED, RUNNING, SEEN = "done", "failed", "running", "seen"
OUTCOMES = {
    DONE: Text("成功", "Done"),
    FAILED: Text("失败", "Failed"),
    RUNNING: Text("运行中", "Running"),
    SEEN: Text("登记", "First seen"),
}
KINDS = {DONE: "ok", FAILED: "bad", RUNNING: "info", SEEN: "mute"}
BY_HAND, SCHEDULED = "hand", "schedule"
CAUSES = {BY_HAND: Text("手动", "By hand"), SCHEDULED: Text("按时间", "On schedule")}
BY_NAME = "now "
"""How the slot of a run asked for by hand begins."""
_OUTCOME = case(
    (JobRun.slot == FIRST_SEEN, SEEN),
    (JobRun.error.is_not(None), FAILED),
    (JobRun.finished_at.is_(None), RUNNING),
    else_=DONE,
)
_CAUSE = case((JobRun.due_at.is_(None), BY_HAND), else_=SCHEDULED)


def title_of(registry: Registry, name: str) -> Text:
    """What the job is called; one whose plugin is gone has its name only."""
    found: Text = registry.entry(JOB, name).options["title"] if registry.has(JOB, name) else Text(name, name)
    return found


def jobs_here(reader: Reader) -> Mapping[str, Text]:
    """Every job that ever ran here."""
    names = reader.session.scalars(select(JobRun.job).distinct().order_by(JobRun.job))
    return {name: title_of(reader.registry, name) for name in names}


def found(text: str, reader: Reader) -> ColumnElement[bool]:
    """Runs of the jobs that are called so, or whose error has the words."""
    words = text.strip().lower()
    called = [
        name for name, title in jobs_here(reader).items() if words in f"{name} {title.zh} {title.en}".lower()
    ]
    return or_(JobRun.job.in_(called), JobRun.error.icontains(words, autoescape=True))


def _title(name: str) -> Text:
    # a large export is made by the scheduler, which serves no application
    return title_of(platform().registry, name) if has_app_context() else Text(name, name)


def slot_of(slot: str) -> Text:
    """The turn as people read it."""
    if slot == FIRST_SEEN:
        return Text("首次出现", "first seen")
    by_hand, words = slot.startswith(BY_NAME), slot.removeprefix(BY_NAME).replace("T", " ")
    return Text(f"手动 {words[:16]}", f"by hand {words[:16]}") if by_hand else Text(words, words)


def _error(error: str) -> Text | str:
    return error_text(error) or ""


def _report(report: Mapping[str, Any]) -> str:
    return "\n".join(f"{key}: {value}" for key, value in report.items() if value is not None)


class JobRuns(RegisterView):
    """Every run of every job that is still kept."""

    datamodel = RegisterInterface(JobRun)
    route_base = "/admin/work/runs"
    name = "job-runs"
    title = Text("作业记录", "Job runs")
    unit = Text("次", "")
    menu = MenuItem(title, area=Area.REGISTERS, group=Group.SYSTEM, icon="history", order=251)
    columns = (
        Column("job", Text("作业", "Job"), JobRun.job, shown=_title),
        Column("slot", Text("时段", "Slot"), JobRun.slot, shown=slot_of),
        Column("cause", Text("起因", "Cause"), _CAUSE, words=CAUSES, listed=False),
        Column("started", Text("开始", "Started"), JobRun.started_at),
        Column("finished", Text("结束", "Finished"), JobRun.finished_at),
        Column("attempts", Text("试过", "Attempts"), JobRun.attempts),
        Column("outcome", Text("结果", "Outcome"), _OUTCOME, words=OUTCOMES, kinds=KINDS),
        Column("error", Text("错误", "Error"), JobRun.error, shown=_error, sortable=False),
        Column("report", Text("报告", "Report"), JobRun.report, shown=_report, listed=False, sortable=False),
    )
    filters = (
        Choices("job", words=jobs_here),
        Choices("outcome"),
        Choices("cause"),
        Between("started", title=Text("日期", "Days")),
        Contains("error"),
    )
    search = found
    search_hint = Text("作业、错误", "Job, error")
    views = (
        StandingView("failed", Text("失败", "Failed"), {"outcome": FAILED}, kind="bad"),
        StandingView("today", Text("今天", "Today"), {"started.from": "today"}),
        StandingView("by_hand", Text("手动运行", "Run by hand"), {"cause": BY_HAND}),
    )
    order = "-started"
    show_template = "admin/work_run.html"

    def more(self, reader: Reader, row: Any) -> dict[str, Any]:
        """The job that ran, if it is still here."""
        name = reader.session.get_one(JobRun, row.pk).job
        return {"job": name if reader.registry.has(JOB, name) else ""}


runs = Registers("work_runs", __name__, views=(JobRuns,))


@pages("work_runs")
def work_runs_pages() -> Pages:
    """The register of runs."""
    return runs
