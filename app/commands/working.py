"""`scheduler` and `worker`: what runs beside the servers."""

import sys

import click


@click.command(help="运行定时作业与延后工作。 Run jobs and deferred work; a second one stands by.")
@click.option("--under", type=int, hidden=True, help="the supervisor that started this process")
def scheduler(under: int | None) -> None:
    """Runs until it is told to end; ends with 75 when the code has changed and nobody supervises it."""
    if under is not None:
        from app.serve.kinship import end_with

        end_with(under)
    import config
    from app.installation import opened
    from app.logs import log_to_stderr
    from app.scheduler import run

    log_to_stderr(config.LOG_LEVEL)
    with opened() as here:
        status = run(here.site, here.surroundings(), supervised=under is not None)
    sys.exit(status)


@click.command(
    help="只处理延后工作，可在多台机器上运行。 Carry out deferred work only, on any number of machines."
)
@click.option("--threads", type=click.IntRange(1, 32), default=2, show_default=True)
def worker(threads: int) -> None:
    """Runs until it is told to end; ends with 75 when the code has changed."""
    import config
    from app.installation import opened
    from app.logs import log_to_stderr
    from app.worker import run

    log_to_stderr(config.LOG_LEVEL)
    with opened() as here:
        status = run(here.site, here.surroundings(), threads=threads)
    sys.exit(status)
