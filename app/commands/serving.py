"""`run`, `serve` and the inner command `web`: bind, prepare, then supervise."""

import os
import subprocess
import sys
from collections.abc import Callable

import click


@click.command(help="以演示数据启动（make run）。 Start with demo data and demo accounts.")
def run() -> None:
    """Demo data, demo keys, servers; tells the address and the accounts."""
    # the settings of this process and of every child are read from it
    os.environ["DEMO"] = "1"
    _supervised("demo", told=_tell_demo)


@click.command(help="准备数据库并启动服务。 Prepare the database and serve.")
def serve() -> None:
    """What a real site starts."""
    _supervised("migrate", told=_tell_address)


@click.command(hidden=True)
@click.argument("order")
def web(order: str) -> None:
    """One generation of servers, started by the supervisor only."""
    import config
    from app.logs import log_to_stderr
    from app.serve.web import WebOrder
    from app.serve.web import run as run_web

    log_to_stderr(config.LOG_LEVEL)
    run_web(WebOrder.read(order))


def _supervised(preparation: str, *, told: Callable[[str], None]) -> None:
    import config
    from app.logs import log_to_stderr
    from app.serve.codewatch import CodeWatch
    from app.serve.companion import Companion
    from app.serve.generation import WebSettings
    from app.serve.listening import address, bound
    from app.serve.supervisor import Supervisor
    from kernel.clock import SystemClock

    log_to_stderr(config.LOG_LEVEL)
    listener = bound(config.HOST, config.PORT)
    _prepare(preparation)
    watch = CodeWatch(config.DATABASE_URL)
    supervisor = Supervisor(
        listener,
        WebSettings(config.WORKERS, config.WORKER_THREADS),
        watch=watch,
        companion=Companion(["-m", "app", "scheduler", "--under", str(os.getpid())]),
        folder=config.DATA_DIR,
        clock=SystemClock(),
        on_serving=lambda: told(address(listener)),
    )
    try:
        supervisor.run()
    finally:
        watch.close()


def _prepare(command: str) -> None:
    """The database is ready; done in a child, so that no plugin code stays in the supervisor."""
    import config
    from app.serve.standing import is_prepared

    if is_prepared(vars(config)):
        return
    done = subprocess.run(  # noqa: S603 our own command line
        [sys.executable, "-m", "app", command, "--before-serving"], stdin=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        # the child has told why
        sys.exit(done.returncode if done.returncode > 0 else 1)


def _tell_address(address: str) -> None:
    click.echo(f"通办已就绪 Tongban is ready: {address}")


def _tell_demo(address: str) -> None:
    from app.commands.preparing import tell_accounts

    _tell_address(address)
    tell_accounts()
    click.echo("按 Ctrl-C 停止。 Press Ctrl-C to stop.")
