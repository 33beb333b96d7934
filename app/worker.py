"""A worker: drains the outbox and does nothing else; any number may run on any machine."""

import threading
from functools import partial

from app.scheduler import guarded, url_of, worker_name
from app.serve.signals import Signals
from app.vigil import vigil
from kernel.outbox import drain
from kernel.site import Site
from kernel.surroundings import Surroundings

REST_SECONDS = 1.0


def run(site: Site, around: Surroundings, *, threads: int) -> int:
    """Drains until told to end; the status to exit with."""
    over = threading.Event()
    drainers = [
        threading.Thread(
            target=_drain, args=(site, around, worker_name(number), over), name=f"drain-{number}"
        )
        for number in range(threads)
    ]
    with Signals().heard() as signals:
        for drainer in drainers:
            drainer.start()
        try:
            return vigil(url_of(site), signals, supervised=False)
        finally:
            over.set()
            for drainer in drainers:
                drainer.join()


def _drain(site: Site, around: Surroundings, worker: str, over: threading.Event) -> None:
    drained = partial(
        drain, site.engine, around.registry, clock=site.clock, worker=worker, surroundings=around
    )
    while not over.wait(REST_SECONDS):
        guarded(drained)()
