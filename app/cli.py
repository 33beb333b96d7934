"""The command line: commands are loaded when they are called, refusals are told without a traceback."""

import importlib
import os
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
    "web": "app.commands.serving:web",
}
LANGUAGES = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


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


@click.group(cls=Lazy, members=COMMANDS, context_settings=LANGUAGES)
def commands() -> None:
    """通办 Tongban: a form and approval platform for licensing offices."""


def main() -> None:
    """Runs the command; a refusal prints place, thing and remedy and ends with 1."""
    try:
        commands(prog_name="python -m app")
    except TongbanError as error:
        tell(error)
        sys.exit(1)
    except BrokenPipeError:
        # the reader has gone (`… | head`); flushing at exit must not raise again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


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
