"""A private PostgreSQL for one test run; as a program, its keeper, which ends it when the run ends.

python -m tests.cluster FOLDER PID    serves from FOLDER until the process PID is gone
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

USER = "tongban"
READY = "url"
POLL = 0.5
START_LIMIT = 60.0
ATTEMPTS = 3
# durability costs time and a test database need not outlive the machine
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "jit": "off",
    "timezone": "UTC",
    "client_min_messages": "warning",
}


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL server installed, if there is one."""
    versions = sorted(
        (path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        key=lambda folder: float(folder.parent.name),
    )
    if versions:
        return versions[-1]
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def kept(folder: Path, run: int) -> str:
    """Starts the keeper of a cluster for the process `run` and returns the cluster's URL."""
    folder.mkdir(parents=True)
    with (folder / "keeper.log").open("wb") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "tests.cluster", str(folder), str(run)],
            cwd=Path(__file__).parent.parent,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    until = time.monotonic() + START_LIMIT
    while not (folder / READY).exists():
        if keeper.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'keeper.log').read_text()}")
        time.sleep(0.05)
    # the keeper outlives this process on purpose: nothing is to be collected
    keeper.returncode = 0
    return (folder / READY).read_text()


def serve(folder: Path, run: int) -> None:
    """Runs PostgreSQL until the test run is gone, then stops it and removes its files."""
    bin_folder = binaries()
    if bin_folder is None:
        raise SystemExit("no PostgreSQL server on this machine")
    # postgres refuses root, and root's folders are closed to the user postgres
    home = Path(tempfile.mkdtemp(prefix="tongban-postgres-"))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        if os.geteuid() == 0:
            shutil.chown(home, "postgres", "postgres")
        password = secrets.token_urlsafe(18)
        made(bin_folder, home, password)
        port = started(bin_folder, home)
        ready = folder / f"{READY}.new"
        ready.write_text(f"postgresql+psycopg://{USER}:{password}@127.0.0.1:{port}/postgres")
        ready.rename(folder / READY)
        while alive(run):
            time.sleep(POLL)
    finally:
        as_postgres(bin_folder / "pg_ctl", "-D", home / "data", "-m", "immediate", "stop", check=False)
        shutil.rmtree(home, ignore_errors=True)


def made(bin_folder: Path, home: Path, password: str) -> None:
    """An empty cluster with one superuser whose password only this run knows."""
    secret = home / "password"
    secret.write_text(password)
    if os.geteuid() == 0:
        shutil.chown(secret, "postgres", "postgres")
    as_postgres(
        *(bin_folder / "initdb", "-D", home / "data", "-U", USER, "--pwfile", secret, "-A", "md5"),
        *("--no-sync", "--locale=C", "-E", "UTF8"),
    )
    lines = [f"{name} = '{value}'" for name, value in SETTINGS.items()]
    with (home / "data" / "postgresql.conf").open("a") as settings:
        settings.write("\n".join([*lines, ""]))


def started(bin_folder: Path, home: Path) -> int:
    """The port on which the cluster now answers; a port lost to another process is chosen again."""
    for attempt in range(ATTEMPTS):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        options = ("-w", "-l", home / "log", "-o", f"-p {port}")
        try:
            as_postgres(bin_folder / "pg_ctl", "-D", home / "data", *options, "start")
        except subprocess.CalledProcessError:
            if attempt + 1 == ATTEMPTS:
                raise SystemExit((home / "log").read_text()) from None
        else:
            return port
    raise AssertionError("unreachable")


def as_postgres(*command: object, check: bool = True) -> None:
    """Runs one of PostgreSQL's programs, which refuse to be run by root."""
    words = [str(word) for word in command]
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *words], check=check, stdin=subprocess.DEVNULL, cwd="/")


def alive(process: int) -> bool:
    """Whether the process still runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
