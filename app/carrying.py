"""A plan carried out from the command line: shown, agreed to, done, told."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.installation import Installation, boot
from app.plantext import lines_of
from kernel.db import session_factory, transaction
from kernel.errors import Invalid, TongbanError
from kernel.install.choices import Raw
from kernel.install.operations import carry_out_operation, planned, progress, queue
from kernel.install.plan import Plan
from kernel.install.refusals import refuse_unready
from kernel.text import Text

ACTOR = "command line"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done to which plugin, and what is taken where studio and new version clash."""

    act: str
    plugin: str
    take: str | None
    choices: Raw


def carried_out(here: Installation, wish: Wish, *, agreed: Callable[[], bool]) -> Iterator[str]:
    """The plan and then its course, line by line; nothing is done unless it is agreed to."""
    plan, choices = chosen_plan(here, wish)
    yield from lines_of(plan)
    refuse_unready(plan)
    if not agreed():
        yield "未执行。 Nothing was done."
        return
    with transaction(here.site.engine) as session:
        operation = queue(session, here.site, plan, actor=ACTOR, choices=choices)
    refused: TongbanError | None = None
    try:
        carry_out_operation(here.site, operation, boot())
    except TongbanError as error:
        refused = error
    yield from (f"  {line['zh']}  {line['en']}" for line in progress(here.site, operation))
    if refused is not None:
        raise refused
    yield f"已完成（第 {operation} 号操作）。 Done (operation {operation})."


def choices_in(path: Path) -> Raw:
    """The choices of a file, as `{definition: {path: {"take": "theirs" | "ours"} or {"value": x}}}`."""
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise _unreadable(path) from error
    layers = found.values() if isinstance(found, dict) else (None,)
    if not all(isinstance(one, dict) and all(map(_is_choice, one.values())) for one in layers):
        raise _unreadable(path)
    choices: Raw = found
    return choices


def _is_choice(found: object) -> bool:
    return isinstance(found, dict)


def _unreadable(path: Path) -> Invalid:
    return Invalid(
        Text("看不懂选择文件。", "The file of choices cannot be read."),
        remedy=Text(
            '请写成 JSON：{"定义": {"位置": {"take": "theirs"}}}，或 {"value": …}。',
            'Write JSON: {"definition": {"path": {"take": "theirs"}}}, or {"value": …}.',
        ),
        place=str(path),
    )


def chosen_plan(here: Installation, wish: Wish) -> tuple[Plan, Raw]:
    """The plan with every choice that the wish makes."""
    registry = here.loaded().registry
    with session_factory(here.site.engine)() as session:
        plan = planned(session, here.site, wish.act, wish.plugin, registry=registry, choices=wish.choices)
        if wish.take is None:
            return plan, wish.choices
        choices = {target: dict(found) for target, found in wish.choices.items()}
        for clash in plan.clashes:
            choices.setdefault(clash.target, {}).setdefault(clash.path, {"take": wish.take})
        plan = planned(session, here.site, wish.act, wish.plugin, registry=registry, choices=choices)
        return plan, choices
