"""The scheduler: one leader runs what is due, every scheduler drains the outbox."""

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC
from functools import partial
from os import getpid

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import OperationalError

from app.serve.signals import Signals
from app.vigil import vigil
from kernel.builtin_jobs import HEARTBEAT
from kernel.jobs import Leadership, leadership, run_due, run_now
from kernel.outbox import drain
from kernel.seams import JOB
from kernel.site import Site
from kernel.surroundings import Surroundings

TICK_SECONDS = 2
DRAIN_SECONDS = 1
log = logging.getLogger("tongban.scheduler")


class Ticks:
    """The recurring work of one scheduler; each kind runs once at a time."""

    def __init__(self, site: Site, around: Surroundings, leader: Leadership) -> None:
        self.leads = False
        self._site = site
        self._around = around
        self._leader = leader

    def tick(self) -> None:
        """What is due by now was run, if this process leads; a standby tries to take over."""
        led = self.leads
        self.leads = self._leader.held()
        if self.leads != led:
            log.info("this scheduler %s", "leads now" if self.leads else "stands by")
        if self.leads and not led:
            self._beat()
        if self.leads:
            run_due(self._site.engine, self._around.registry, self._site.clock, surroundings=self._around)

    def _beat(self) -> None:
        """Heard from at once: the first slot of the heartbeat may be minutes away."""
        here, around = self._site, self._around
        if around.registry.has(JOB, HEARTBEAT):
            run_now(here.engine, around.registry, here.clock, HEARTBEAT, surroundings=around)

    def drain(self, worker: str) -> None:
        """Deferred work that is due was carried out."""
        drain(
            self._site.engine,
            self._around.registry,
            clock=self._site.clock,
            worker=worker,
            surroundings=self._around,
        )


def run(site: Site, around: Surroundings, *, supervised: bool) -> int:
    """Schedules until told to end; the status to exit with."""
    lock_file = site.folder / "scheduler.lock"
    with Signals().heard() as signals, leadership(site.engine, lock_file) as leader:
        ticks = Ticks(site, around, leader)
        with _scheduled(site, ticks):
            return vigil(url_of(site), signals, supervised=supervised)


@contextmanager
def _scheduled(site: Site, ticks: Ticks) -> Iterator[None]:
    drainers = 1 if site.engine.dialect.name == "sqlite" else 2
    scheduler = BackgroundScheduler(
        executors={"default": ThreadPoolExecutor(drainers + 1)},
        # a late tick is run once and never skipped: the ledger knows what was missed
        job_defaults={"max_instances": 1, "coalesce": True, "misfire_grace_time": None},
        timezone=UTC,
    )
    scheduler.add_job(guarded(ticks.tick), "interval", seconds=TICK_SECONDS, next_run_time=site.clock.now())
    for number in range(drainers):
        drained = partial(ticks.drain, worker_name(number))
        scheduler.add_job(guarded(drained), "interval", seconds=DRAIN_SECONDS)
    # "maximum number of running instances reached" is the plan here, not a fault
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=True)


def guarded(work: Callable[[], object]) -> Callable[[], None]:
    """The work, whose failure is told and leaves the next turn untouched."""

    def done() -> None:
        try:
            work()
        except OperationalError as error:
            log.warning("the database cannot be used now: %s", error.orig)
        except Exception:  # the next turn may do better
            log.exception("a turn failed")

    return done


def worker_name(number: int) -> str:
    """Tells one thread's claims from another's, on any machine."""
    return f"{socket.gethostname()}:{getpid()}:{number}"


def url_of(site: Site) -> str:
    """The database's address, password included."""
    return site.engine.url.render_as_string(hide_password=False)
