"""Refusals as they are raised from a plan, and as they are kept and shown."""

from typing import Any

from kernel.errors import Conflict, MergeConflict, TongbanError
from kernel.install.plan import Obstacle, Plan
from kernel.text import Text

SHOWN = 5


def refuse_unready(plan: Plan) -> None:
    """Raises what stands in the way, or the clashes that nobody has decided."""
    if plan.obstacles:
        raise _in_the_way(plan)
    waiting = [clash for clash in plan.clashes if clash.choice is None]
    if waiting:
        raise MergeConflict(
            Text(
                f"新版与设计中心都改了 {len(waiting)} 处。",
                f"The new version and the studio both changed {len(waiting)} places.",
            ),
            remedy=Text("请先逐处选择，选完才能执行。", "Choose for each of them first."),
            place="; ".join(f"{clash.target} {clash.path}" for clash in waiting[:SHOWN]),
        )


def as_data(error: BaseException) -> dict[str, Any]:
    """An error as it is kept and shown."""
    if not isinstance(error, TongbanError):
        name = type(error).__name__
        return {
            "code": "internal",
            "zh": f"执行中断：{name}: {error}",
            "en": f"Interrupted: {name}: {error}",
            "remedy": {
                "zh": "全部改动已撤销；请把此信息交给运维。",
                "en": "Everything was undone; show this to operations.",
            },
            "place": "",
            "problems": [],
        }
    return {
        "code": error.code,
        "zh": error.what.zh,
        "en": error.what.en,
        "remedy": {"zh": error.remedy.zh, "en": error.remedy.en},
        "place": error.place,
        "problems": [as_data(problem) for problem in error.problems],
    }


def _in_the_way(plan: Plan) -> TongbanError:
    """One refusal for all obstacles: of their kind when they are of one."""
    kinds = {one.code for one in plan.obstacles}
    count = len(plan.obstacles)
    return _named(kinds.pop() if len(kinds) == 1 else Conflict.code)(
        Text(
            f"{plan.plugin} 还不能执行：有 {count} 处障碍。", f"{plan.plugin}: {count} obstacles in the way."
        ),
        remedy=Text("请逐条处理后重新生成计划。", "Deal with each of them and make a new plan."),
        place=plan.obstacles[0].place or plan.plugin,
        problems=tuple(_problem(one) for one in plan.obstacles),
    )


def _problem(one: Obstacle) -> TongbanError:
    place = " ".join((one.place, *one.examples[:SHOWN])).strip()
    return _named(one.code)(one.what, remedy=one.remedy, place=place)


def _named(code: str) -> type[TongbanError]:
    """The refusal of this code; a conflict when there is none."""
    waiting = [TongbanError]
    while waiting:
        found = waiting.pop()
        if found.code == code:
            return found
        waiting += found.__subclasses__()
    return Conflict
