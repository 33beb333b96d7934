"""The command line: commands are loaded when they are called, refusals are told without a traceback."""

import importlib
import sys
from typing import Any

import click

from kernel.errors import TongbanError
from kernel.text import Text

COMMANDS = {
    "run": "app.commands.serving:run",
    "serve": "app.commands.serving:serve",
    "migrate": "app.commands.preparing:migrate",
    "demo": "app.commands.preparing:demo",
    "worker": "app.commands.working:worker",
    "scheduler": "app.commands.working:scheduler",
    "plugin": "app.commands.plugins:plugin",
    "verify-log": "app.commands.checking:verify_log",
    "doctor": "app.commands.checking:doctor",
    "keys": "app.commands.keys:keys",
    "account": "app.commands.accounts:account",
    "seams": "app.commands.documenting:seams",
    "schema": "app.commands.documenting:schema",
    "web": "app.commands.serving:web",
}
UNDEFINED_TABLE = "42P01"
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


class Lazy(click.Group):
    """A group whose commands are imported one at a time: the supervisor loads no plugin and no framework."""

    def __init__(self, *args: Any, members: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names in the order in which they are listed above."""
        return list(self.members)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """The command, imported now."""
        if name not in self.members:
            return None
        module, _, attribute = self.members[name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.group(cls=Lazy, members=COMMANDS, context_settings=SETTINGS)
def commands() -> None:
    """通办 Tongban: a form and approval platform for licensing offices."""


def main() -> None:
    """Runs the command; a refusal prints place, thing and remedy and ends with 1."""
    try:
        commands(prog_name="python -m app")
    except TongbanError as error:
        tell(error)
        sys.exit(1)
    except Exception as error:
        refusal = unreachable(error)
        if refusal is None:
            raise
        tell(refusal)
        sys.exit(1)


def unreachable(error: Exception) -> TongbanError | None:
    """The refusal for a database that cannot be used; None for an error that is a fault of ours."""
    if "sqlalchemy" not in sys.modules:
        return None
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import DBAPIError, OperationalError

    if not isinstance(error, DBAPIError):
        return None
    if not isinstance(error, OperationalError) and getattr(error.orig, "sqlstate", "") != UNDEFINED_TABLE:
        return None
    import config
    from kernel.failures import told

    address = make_url(config.DATABASE_URL).render_as_string(hide_password=True)
    return TongbanError(
        Text(f"数据库无法使用（{told(error)}）。", f"The database cannot be used ({told(error)})."),
        remedy=Text(
            "请确认数据库已启动、DATABASE_URL 正确、数据目录可写；新数据库先运行 python -m app migrate。",
            "Check that it runs and that DATABASE_URL is right; a new one needs python -m app migrate first.",
        ),
        place=address,
    )


def tell(error: TongbanError) -> None:
    """The refusal on the error stream, in both languages, each problem on its own line."""
    click.secho(error.place or error.code, bold=True, err=True)
    _tell_in(error, "zh", Text("错误", "error"), Text("办法", "remedy"))
    _tell_in(error, "en", Text("错误", "error"), Text("办法", "remedy"))


def _tell_in(error: TongbanError, locale: str, what: Text, remedy: Text) -> None:
    click.echo(f"  {what.of(locale)}  {error.what.of(locale)}", err=True)
    for problem in error.problems:
        click.echo(f"    - {problem.sentence(locale)}", err=True)
    click.echo(f"  {remedy.of(locale)}  {error.remedy.of(locale)}", err=True)
