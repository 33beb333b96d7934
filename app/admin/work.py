"""The work page: jobs and their runs, deferred work and what was given up, the scheduler's pulse."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.admin.workload import LISTED, deferred, job_of, jobs, pulse, run_of
from app.language import locale_name
from kernel import audit
from kernel.errors import NotFound, TongbanError
from kernel.jobs import ask, asked, last_runs
from kernel.outbox import revive
from kernel.registry import Entry
from kernel.seams import JOB, pages
from kernel.text import Text
from kernel.web import Area, Group, MenuItem, Pages, local_path, platform, visitor

work = Pages("work", __name__, url_prefix="/admin/work")
SEE = ("can_read", "Work")
MANAGE = ("can_manage", "Work")


@pages("work")
def work_pages() -> Pages:
    """Jobs and deferred work."""
    return work


@work.get(
    "/",
    permission=SEE,
    menu=MenuItem(
        Text("作业", "Work"),
        area=Area.REGISTERS,
        group=Group.SYSTEM,
        icon="alarm-clock",
        order=250,
        about=Text("定时作业和延后工作跑得怎样", "How jobs and deferred work fare"),
    ),
)
def index() -> ResponseReturnValue:
    """Every job, and the deferred work that is not done."""
    return _page()


@work.get("/jobs/<name>", permission=SEE)
def job(name: str) -> str:
    """One job with its last runs."""
    here, entry = platform(), _entry(name)
    session, now = here.database.session(), here.clock.now()
    rows = last_runs(session, name)
    return render_template(
        "admin/job.html",
        job=job_of(entry, rows[0] if rows else None, now, queued=asked(session)),
        runs=[run_of(entry, row) for row in rows],
    )


@work.post("/jobs/<name>/run", permission=MANAGE)
def run(name: str) -> ResponseReturnValue:
    """The job is queued; a scheduler runs it within seconds."""
    here, entry = platform(), _entry(name)
    with here.database.transaction() as session:
        queued = ask(session, here.registry, name, now=here.clock.now())
        if queued:
            audit.record(session, action="job.run", thing=f"job:{name}", detail={}, **_who())
    title = entry.options["title"].of(locale_name())
    if queued:
        flash(_("“%(title)s”已排队，由调度程序在几秒内执行。", title=title), "ok")
    else:
        flash(_("“%(title)s”已经在排队，不用再点。", title=title), "info")
    return redirect(local_path(request.form.get("next")) or url_for("work.index"))


@work.post("/items/<int:number>/revive", permission=MANAGE)
def again(number: int) -> ResponseReturnValue:
    """The dead letter waits again, with all its attempts before it; or the page says why not."""
    try:
        with platform().database.transaction() as session:
            item = revive(session, number)
            detail = {"topic": item.topic, "error": item.error}
            audit.record(session, action="outbox.revive", thing=f"outbox:{number}", detail=detail, **_who())
    except TongbanError as error:
        return _page(error)
    flash(_("第 %(n)s 项已重新排队。", n=number), "ok")
    return redirect(url_for("work.index"))


def _page(refused: TongbanError | None = None) -> ResponseReturnValue:
    here = platform()
    session, now = here.database.session(), here.clock.now()
    found = jobs(session, here.registry, now)
    shown = render_template(
        "admin/work.html",
        jobs=found,
        failed=sum(one.last is not None and one.last.row.error is not None for one in found),
        deferred=deferred(session, here.registry),
        pulse=pulse(session, now),
        listed=LISTED,
        now=now,
        refused=refused,
    )
    return shown, refused.status if refused else 200


def _entry(name: str) -> Entry:
    here = platform()
    if not here.registry.has(JOB, name):
        raise NotFound(
            Text(f"没有名为“{name}”的作业。", f"There is no job named “{name}”."),
            remedy=Text(
                "提供它的插件可能已卸载；请回到作业页。", "Its plugin may be gone; go back to the work page."
            ),
            place=name,
        )
    return here.registry.entry(JOB, name)


def _who() -> dict[str, Any]:
    """Who does it, when and from where, for the audit log."""
    return {
        "actor": visitor().username,
        "now": platform().clock.now(),
        "address": request.remote_addr or "",
    }
