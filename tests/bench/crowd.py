"""How much clerks at once wait for one another: python -m tests.bench.crowd [PARTS]

A site of several processes on PostgreSQL; so many clerks at once decide cases of one office over HTTP, each case once. Told
are decisions a second and what was waited for inside the database, sampled all the while. With 1 for PARTS the count of
open work is one row, as it was before docs/adr/0014.
"""

import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread

import psycopg

from kernel.accounts import hashing
from tests import databases
from tests.approvals.served import PARTS, PASSED_ON, Clerk, Served, at_once, served_office

CROWD = (1, 4, 16, 200)
CASES = 200
PAUSE = 0.01
WAITS = """
SELECT coalesce(k.relname, '?'), count(*) FROM pg_stat_activity a
LEFT JOIN pg_locks t ON t.pid = a.pid AND t.locktype = 'tuple' LEFT JOIN pg_class k ON k.oid = t.relation
WHERE a.datname = current_database() AND a.wait_event_type = 'Lock' GROUP BY 1
"""
BUSY = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()"


class Watch:
    """Looks at the database all the while: how many transactions are open, and who waits for a lock on what."""

    def __init__(self, url: str) -> None:
        self.url, self.over = url.replace("+psycopg", ""), Event()
        self.looks, self.open, self.waits = 0, 0, Counter[str]()
        self.thread = Thread(target=self._look)

    def __enter__(self) -> "Watch":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _look(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            while not self.over.wait(PAUSE):
                self.looks += 1
                self.open += connection.execute(BUSY).fetchall()[0][0]
                self.waits.update(dict(connection.execute(WAITS).fetchall()))

    def told(self) -> str:
        """The mean number of open transactions, and of those that wait for a lock, by table."""
        waiting = {table: round(number / self.looks, 3) for table, number in self.waits.most_common()}
        return f"open transactions {self.open / max(1, self.looks):.2f}, waiting for locks {waiting or 0}"


def measured(site: Served, clerks: Sequence[Clerk]) -> str:
    """So many clerks decide all cases, each its share; every case is decided once."""
    cases = [site.office.begin(f"申请人{number}").id for number in range(CASES)]

    def work(number: int) -> list[int]:
        return [clerks[number].act(case, "accept")[0] for case in cases[number :: len(clerks)]]

    url = site.office.engine.url.render_as_string(hide_password=False)
    with Watch(url) as watch:
        begun = time.perf_counter()
        came = at_once([lambda n=n: work(n) for n in range(len(clerks))])  # type: ignore[misc]
        seconds = time.perf_counter() - begun
    assert Counter(status for some in came for status in some) == {200: CASES}
    return f"{len(clerks):4} clerks: {CASES / seconds:6.1f} decisions/s; {watch.told()}"


def main() -> None:
    """The crowd grows; one line for each size."""
    os.environ[PARTS] = sys.argv[1] if sys.argv[1:] else "16"
    hashing.METHOD = "scrypt:1024:8:1"
    databases.open_run()
    with (
        tempfile.TemporaryDirectory() as folder,
        served_office(Path(folder), PASSED_ON, number=max(CROWD)) as site,
    ):
        measured(site, site.clerks[:4])
        for number in CROWD:
            sys.stdout.write(f"{measured(site, site.clerks[:number])}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
