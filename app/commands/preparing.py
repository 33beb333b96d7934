"""`migrate` and `demo`: everything that comes before serving."""

import os
import time

import click

from kernel.text import Text

QUIET = click.option("--quiet", is_flag=True, help="只说有改动的事。 Tell only what changes.")


@click.command(
    help="升级数据库、必需插件与权限。 Bring database, required plugins and permissions up to date."
)
@QUIET
def migrate(quiet: bool) -> None:
    """The database fits the code."""
    from app.installation import opened
    from app.serve.prepare import prepare

    begun = time.monotonic()
    with opened() as here:
        prepare(here, _say)
    _tell_done(begun, quiet)


@click.command(help="同 migrate，并写入演示数据与演示账户。 As migrate, with demo data and demo accounts.")
@QUIET
def demo(quiet: bool) -> None:
    """Demo data is there; what is in place is left alone."""
    # read by config.py, which is imported below for the first time
    os.environ["DEMO"] = "1"
    from app import demo as demonstration
    from app.installation import opened
    from app.serve.prepare import prepare

    begun = time.monotonic()
    with opened() as here:
        prepare(here, _say)
        demonstration.load(here.database)
    _tell_done(begun, quiet)
    if not quiet:
        tell_accounts()


def tell_accounts() -> None:
    """The demo accounts with their passwords."""
    from app import demo as demonstration

    click.echo("演示账户 Demo accounts:")
    for username, password, title in demonstration.accounts():
        click.echo(f"  {username:<10} {password}   {title}")


def _say(what: Text) -> None:
    click.echo(f"  {what.zh}  {what.en}")


def _tell_done(begun: float, quiet: bool) -> None:
    if not quiet:
        click.echo(f"已就绪（{time.monotonic() - begun:.1f} 秒）。 Ready.")
