"""`plugin …`: see, plan, install, upgrade and remove plugins, write new ones."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from app.cli import Lazy

MEMBERS = {
    "list": "app.commands.plugins:list_plugins",
    "plan": "app.commands.plugins:plan",
    "install": "app.commands.plugins:install",
    "upgrade": "app.commands.plugins:upgrade",
    "uninstall": "app.commands.plugins:uninstall",
    "new": "app.commands.authoring:new",
    "check": "app.commands.authoring:check",
    "apply": "app.commands.plugins:apply",
}
ACTS = click.Choice(["install", "upgrade", "uninstall"])


@click.group(cls=Lazy, members=MEMBERS, help="查看、安装、升级、卸载与编写插件。 Plugins.")
def plugin() -> None:
    """Everything about plugins."""


@click.command("list", help="列出插件。 Every plugin, installed or not.")
@click.option("--json", "as_json", is_flag=True)
def list_plugins(as_json: bool) -> None:
    """The plugins of the folders and of the database."""
    from app.installation import opened
    from app.pluginlist import lines_of, plugins_of

    with opened() as here:
        found = plugins_of(here.site)
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if as_json else "\n".join(lines_of(found)))


def acting(command: Callable[..., None]) -> Callable[..., None]:
    """The options of everything that carries a plan out."""
    for option in (
        click.option(
            "--choices", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="冲突选择 JSON。"
        ),
        click.option(
            "--take", type=click.Choice(["theirs", "ours"]), help="所有冲突统一取舍。 For every clash."
        ),
        click.option("-y", "--yes", is_flag=True, help="不再询问。 Do not ask."),
        click.argument("name"),
    ):
        command = option(command)
    return command


@click.command(help="安装插件及其依赖。 Install a plugin and what it depends on.")
@acting
def install(**given: Any) -> None:
    """The plugin is installed."""
    _carry_out("install", **given)


@click.command(help="升级插件。 Upgrade a plugin to the version in its folder.")
@acting
def upgrade(**given: Any) -> None:
    """The plugin is at the version of its folder."""
    _carry_out("upgrade", **given)


@click.command(help="卸载插件及依赖它的插件。 Remove a plugin and what depends on it.")
@acting
def uninstall(**given: Any) -> None:
    """The plugin is gone without a trace."""
    _carry_out("uninstall", **given)


@click.command(help="只看计划，不执行。 What would be done; exits with 1 while something stands in the way.")
@click.argument("act", type=ACTS)
@click.argument("name")
@click.option("--json", "as_json", is_flag=True)
def plan(act: str, name: str, as_json: bool) -> None:
    """The plan, and nothing is changed."""
    from app.installation import opened
    from app.plantext import lines_of
    from kernel.db import session_factory
    from kernel.install.operations import planned

    with opened() as here, session_factory(here.site.engine)() as session:
        found = planned(session, here.site, act, name, registry=here.loaded().registry)
    if as_json:
        click.echo(json.dumps(found.as_dict() | {"digest": found.digest}, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(lines_of(found)))
    sys.exit(not found.ready)


@click.command(hidden=True)
@click.argument("operation", type=click.IntRange(1, 2**31 - 1))
def apply(operation: int) -> None:
    """What the Apps page starts: a queued operation is carried out."""
    from app.installation import boot, opened
    from kernel.install.operations import carry_out_operation

    with opened() as here:
        carry_out_operation(here.site, operation, boot())


def _carry_out(act: str, *, name: str, yes: bool, take: str | None, choices: Path | None) -> None:
    from app.carrying import Wish, carried_out, choices_in
    from app.installation import opened

    wish = Wish(act, name, take, choices_in(choices) if choices else {})
    with opened() as here:
        for line in carried_out(here, wish, agreed=lambda: yes or _agreed()):
            click.echo(line)


def _agreed() -> bool:
    from kernel.errors import Invalid
    from kernel.text import Text

    if not sys.stdin.isatty():
        raise Invalid(
            Text("没有终端可以确认这份计划。", "There is no terminal on which to agree to the plan."),
            remedy=Text("核对计划后加上 --yes 再执行。", "Check the plan, then run it with --yes."),
            place="--yes",
        )
    return click.confirm("执行这份计划？ Carry this plan out?")
