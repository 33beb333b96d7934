"""Processes of the platform for tests: started on free ports, watched, ended by their own id."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60.0


@dataclass
class Place:
    """A data folder with its own database and environment."""

    folder: Path
    database_url: str
    addons: Path
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What leads every command here."""
        # compiled code is kept from start to start, as on the machine of an office
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return kept | {
            "DATA_DIR": str(self.folder / "data"),
            "DATABASE_URL": self.database_url,
            "KEYS_FILE": str(self.folder / "keys.json"),
            "ADDONS_PATH": str(self.addons),
            "PORT": "0",
            "WORKERS": "2",
            "DEMO": "",
            **self.more,
        }

    def command(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """A command that ends by itself."""
        return subprocess.run(
            [sys.executable, "-m", "app", *words],
            cwd=ROOT,
            env=self.environment,
            input=given,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )

    @contextmanager
    def started(self, *words: str) -> Iterator["Running"]:
        """A command that runs until the end of the block."""
        log = self.folder / f"{words[0]}-{time.monotonic_ns()}.log"
        with log.open("w") as errors:
            process = subprocess.Popen(
                [sys.executable, "-m", "app", *words],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        try:
            yield Running(process, log)
        finally:
            process.terminate()
            try:
                process.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                raise


@dataclass
class Running:
    """A process and what it has said."""

    process: subprocess.Popen[str]
    log: Path
    port: int = 0
    said: list[str] = field(default_factory=list)

    def wait_for(self, words: str) -> str:
        """The first line with these words; the log when it never comes."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            if words in line:
                return line
        raise AssertionError(f"{''.join(self.said)}\n{self.log.read_text()}")

    def ready(self) -> "Running":
        """The servers answer; the port they took is known."""
        self.port = int(self.wait_for("http://").rsplit(":", 1)[1].strip("/\n"))
        return self

    def ask(self, path: str = "/healthz") -> tuple[int, str]:
        """Status and body of one request on a connection of its own."""
        return asked(self.port, path)


def asked(port: int, path: str) -> tuple[int, str]:
    """Status and body of one request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def until(claim: Callable[[], object], *, patience: float = PATIENCE) -> bool:
    """Whether the claim becomes true in time."""
    limit = time.monotonic() + patience
    while time.monotonic() < limit:
        if claim():
            return True
        time.sleep(0.1)
    return False


def alive(process: int) -> bool:
    """Whether the process runs; a dead one that nobody collected does not."""
    return status_of(process) not in {"", "Z"}


def status_of(process: int) -> str:
    """The state letter of a process, empty when there is none."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


def parent_of(process: int) -> int:
    """Who started it."""
    return int(Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[1])
