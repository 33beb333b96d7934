"""`migrate` and `demo`: everything that comes before serving."""

import os
import time

import click

from kernel.text import Text

FIRST = click.option("--before-serving", "first", is_flag=True, hidden=True)


@click.command(
    help="升级数据库、必需插件与权限。 Bring database, required plugins and permissions up to date."
)
@FIRST
def migrate(first: bool) -> None:
    """The database fits the code."""
    from app.factory import keys_of
    from app.installation import opened
    from app.serve.prepare import prepare

    begun = time.monotonic()
    with opened() as here:
        if first:
            # a server without its keys would not start: better told before anything is changed
            keys_of(here.settings)
        prepare(here, _say)
    _tell_done(begun, first)


@click.command(help="同 migrate，并写入演示数据与演示账户。 As migrate, with demo data and demo accounts.")
@FIRST
def demo(first: bool) -> None:
    """Demo data is there; what is in place is left alone."""
    # read by config.py, which is imported below for the first time
    os.environ["DEMO"] = "1"
    from app import demo as demonstration
    from app.installation import opened
    from app.serve.prepare import bring, prepare

    begun = time.monotonic()
    with opened() as here:

        def more() -> None:
            bring(here, here.settings["DEMO_PLUGINS"], _say)
            demonstration.furnish(here)

        prepare(here, _say, more=more)
    _tell_done(begun, first)
    if not first:
        tell_accounts()


def tell_accounts() -> None:
    """The demo accounts with their passwords."""
    from app import demo as demonstration
    from app.installation import opened

    with opened() as here:
        shown, more = demonstration.shown(here), demonstration.aside(here)
    click.echo("演示账户 Demo accounts:")
    for username, password, title in shown:
        click.echo(f"  {username:<10} {password}   {title}")
    if more:
        click.echo(f"  另有 {more} 个申请人和企业账户，密码相同。 {more} more of applicants and enterprises.")


def _say(what: Text) -> None:
    click.echo(f"  {what.zh}  {what.en}")


def _tell_done(begun: float, first: bool) -> None:
    if not first:
        click.echo(f"已就绪（{time.monotonic() - begun:.1f} 秒）。 Ready.")
