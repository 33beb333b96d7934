"""A supervised site of tests.app.sites, as its tests turn it."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.serve import renewal
from app.serve.renewal import RenewalState
from tests.app.processes import ROOT, asked


@dataclass
class Site:
    """A supervised site of tests.app.sites with everything the test turns."""

    process: subprocess.Popen[str]
    port: int
    database: Path
    folder: Path

    def say(self, words: str) -> None:
        """What the next generation answers, or how it fails."""
        (self.folder / "site").write_text(words)

    def change_code(self) -> None:
        """The database names a new code version."""
        with sqlite3.connect(self.database) as connection:
            connection.execute("UPDATE platform_state SET code_version = code_version + 1")
        connection.close()

    def ask(self, path: str = "/") -> tuple[str, int]:
        """The words of the answer and the process that gave it."""
        status, body = asked(self.port, path)
        assert status == 200
        words, process = body.rsplit(" ", 1)
        return words, int(process)

    def beside(self) -> list[int]:
        """The processes that stood for the scheduler so far."""
        return [int(line) for line in (self.folder / "beside").read_text().split()]

    def state(self) -> RenewalState | None:
        """How the last renewal went."""
        report = renewal.last(self.folder)
        return RenewalState(report.state) if report else None


@contextmanager
def supervised_site(folder: Path) -> Iterator[Site]:
    """The supervisor over two servers of four threads each, for as long as it is wanted."""
    database = folder / "site.db"
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE platform_state (code_version INTEGER)")
        connection.execute("INSERT INTO platform_state VALUES (1)")
    connection.close()
    (folder / "site").write_text("first")
    process = started(database, folder)
    try:
        assert process.stdout is not None
        address = process.stdout.readline()
        assert address.startswith("http://"), (folder / "log").read_text()
        yield Site(process, int(address.rsplit(":", 1)[1].strip("/\n")), database, folder)
    finally:
        process.terminate()
        process.communicate(timeout=60)


def started(database: Path, folder: Path) -> subprocess.Popen[str]:
    """The supervisor as a process; its log goes to a file."""
    with (folder / "log").open("w") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.app.supervised", str(database), str(folder)],
            cwd=ROOT,
            env=os.environ | {"SITE_FILE": str(folder / "site")},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
