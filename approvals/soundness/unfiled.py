"""No case is decided that was not filed, where the chain has a filing act: windows and checks bind there; pure."""

from collections.abc import Iterator, Mapping

from approvals.chains.definition import Branch, Chain, Parallel, Step, StepSpot, spots_of, steps_of, ways_of
from approvals.soundness.flow import Nodes, is_filed, is_passed, onwards_of, reached
from approvals.words import Overdue
from kernel.kinds import Problem
from kernel.text import Text

HOW = Text(
    "期限、核验都在申报时把关：请让它先经过申报步骤，或把 files: true 写到更前面的步骤。",
    "Windows and checks bind at the filing act: lead it through that step, or say files: true at an earlier one.",
)


def unfiled_problems(chain: Chain) -> Iterator[Problem]:
    """Every way on which a case gets past the filing act without anybody filing it."""
    if not is_filed(chain):
        return
    onwards = onwards_of(chain, beside=True)
    before = reached(onwards_of(chain), chain.steps, _files)
    for spot in steps_of(chain):
        if spot.step.name in before:
            yield from _exits(spot, onwards)
            yield from _by_itself(spot)
    for path, thing, _ in spots_of(chain):
        match thing:
            case Branch() if thing.name in before:
                yield from _ways(path, thing, onwards[thing.name][1:])
            case Parallel() if thing.name in before:
                yield from _lanes(path, thing)


def _files(step: Step) -> bool:
    return step.files


def _exits(spot: StepSpot, onwards: Mapping[str, Nodes]) -> Iterator[Problem]:
    for way, target in spot.step.exits.items():
        if target in onwards and is_passed(onwards[target], _files):
            yield Problem(
                f"{spot.path}.on.{way}",
                Text(
                    f"去向“{target}”绕过了申报步骤，没有申报也能准予。",
                    f"The exit “{target}” gets past the filing act: the case could be granted unfiled.",
                ),
                HOW,
            )


def _by_itself(spot: StepSpot) -> Iterator[Problem]:
    """A step up to the filing act that the clock passes: nobody has filed, and nothing is proved."""
    clock = spot.step.clock
    if clock is None:
        return
    for key, passes in (("on_overdue", clock.on_overdue is Overdue.APPROVE), ("silence", clock.silence)):
        if passes:
            yield Problem(
                f"{spot.path}.clock.{key}",
                Text(
                    f"还没有申报，“{spot.step.name}”不能因逾期就视为通过。",
                    f"Nothing is filed yet, so “{spot.step.name}” cannot be passed by a clock.",
                ),
                Text(
                    "请改为 remind，或写 on: {overdue: lapsed} 等去向；逾期视为通过只用于申报之后的步骤。",
                    "Use remind, or an exit such as on: {overdue: lapsed}; only steps after the filing act may pass so.",
                ),
            )


def _ways(path: str, branch: Branch, behind: Nodes) -> Iterator[Problem]:
    """A branch of which some ways file and others, after which nobody files any more, do not."""
    ways = list(ways_of(branch, path))
    if all(is_passed(way, _files) for _, way in ways) or not is_passed(behind, _files):
        return
    for inner, way in ways:
        if is_passed(way, _files):
            yield Problem(
                inner,
                Text(
                    f"分支“{branch.name}”的这种情形没有申报，后面也不再申报。",
                    f"On this way of “{branch.name}” nobody files, and nobody does after it.",
                ),
                HOW,
            )


def _lanes(path: str, group: Parallel) -> Iterator[Problem]:
    """An office in one lane while the application is filed in another."""
    ways = list(ways_of(group, path))
    if all(is_passed(way, _files) for _, way in ways):
        return
    for lane, (inner, way) in zip(group.lanes, ways, strict=True):
        if is_passed(way, _files) and any(one.step.office for one in steps_of(_only(way))):
            yield Problem(
                inner.removesuffix(".steps"),
                Text(
                    f"“{lane.name}”这一路由机构办理，而申报在另一路里，可能还没有申报就办理。",
                    f"An office acts in the lane “{lane.name}” while another lane files: it may act before that.",
                ),
                Text("请把申报步骤放到并行组之前。", "Let the filing act stand before the parallel group."),
            )


def _only(nodes: Nodes) -> Chain:
    return Chain(title=Text("", ""), steps=nodes)
