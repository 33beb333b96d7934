"""What can be run but may leave a case standing: told while drawing, and refused by nobody; pure."""

from collections.abc import Iterator

from approvals.chains.definition import Chain, StepSpot, steps_of
from approvals.soundness.unread import OF_UNFILED, OF_WARNINGS, Unread
from approvals.words import Exit, Party, StepKind
from kernel.kinds import Problem
from kernel.text import Text

OWN = frozenset({Party.INITIATOR, None})
WAY_OUT = frozenset({Exit.OVERDUE, Exit.PARTY_SILENT, Exit.UNDELIVERABLE})


def warnings_of(chain: Chain, unread: Unread | None = None) -> list[Problem]:
    """Every place that is worth a second look; of what cannot be read nothing is known yet."""
    spots = tuple(steps_of(chain))
    if unread is not None and unread.problems:
        found = [*_unfiled(spots)] if unread.leaves(OF_UNFILED) else []
        return [*found, *unread.real((problem for spot in spots for problem in _standing(spot)), OF_WARNINGS)]
    found = [*_unfiled(spots)]
    for spot in spots:
        found += _standing(spot)
    return found


def _standing(spot: StepSpot) -> Iterator[Problem]:
    step = spot.step
    leaves = bool(WAY_OUT & step.exits.keys())
    if step.kind is StepKind.WAIT and step.lasts is None and not leaves:
        yield Problem(
            f"{spot.path}.lasts",
            Text(
                f"“{step.title.zh}”没有期限：等的事不来，办件就一直停着。",
                f"“{step.title.en}” has no limit: if what it waits for never comes, the case stands for ever.",
            ),
            Text(
                "请写 lasts，或写 clock 和 on: {overdue: …}。",
                "Write lasts, or a clock and on: {overdue: …}.",
            ),
        )
    if step.kind is StepKind.CONFIRM and step.party not in OWN and not leaves and step.substitute is None:
        yield Problem(
            f"{spot.path}.on",
            Text(
                f"“{step.title.zh}”的对方不办或已注销时，办件没有出路。",
                f"If the party of “{step.title.en}” does nothing or is gone, the case has no way out.",
            ),
            Text(
                "请写 substitute，或 on: {party_silent: …, party_deregistered: …}。",
                "Write substitute, or on: {party_silent: …, party_deregistered: …}.",
            ),
        )
    if step.kind in (StepKind.ACT, StepKind.CONFIRM) and step.clock is None:
        yield Problem(
            f"{spot.path}.clock",
            Text(f"“{step.title.zh}”没有时限。", f"“{step.title.en}” has no clock."),
            Text("请写法定或承诺的时限。", "Write the statutory or the promised limit."),
        )


def _unfiled(spots: tuple[StepSpot, ...]) -> Iterator[Problem]:
    fills = [spot for spot in spots if spot.step.kind is StepKind.FILL]
    if fills and not any(spot.step.files for spot in spots):
        yield Problem(
            f"{fills[0].path}.files",
            Text(
                "没有一个步骤是申报（files），时限从发起时起算。",
                "No step is the filing act, so the clock runs from the beginning.",
            ),
            Text("请在申报的步骤写 files: true。", "Say files: true at the step that files."),
        )
