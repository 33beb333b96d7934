"""Who may do a step, who votes, who is kept apart, who stands in: each names what there is; pure."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from approvals.chains.definition import Chain, StepSpot, steps_of
from approvals.words import Party, StepKind, Verb
from kernel.kinds import Problem
from kernel.text import Text, listed

BY_ONE = frozenset({Verb.ACCEPT, Verb.NOT_ACCEPT, Verb.APPROVE, Verb.REJECT})
"""Decisions of one person, which a vote replaces."""


def people_problems(spot: StepSpot, names: Collection[str]) -> Iterator[Problem]:
    """What is wrong with the votes, the separation and the substitute of a step."""
    yield from _votes(spot)
    yield from _apart(spot, names)
    yield from _substitute(spot)
    yield from _picks(spot)
    if spot.step.kind is StepKind.CHOOSE and Verb.TAKE_BACK in spot.step.verbs:
        yield Problem(
            f"{spot.path}.verbs",
            Text("选择步骤不能拿回：选定后不能更改。", "A choice is not taken back: it is made for good."),
            Text("请删去 take_back。", "Remove take_back."),
        )


def unknown_actors(chain: Chain, actors: Collection[str]) -> list[Problem]:
    """Every step whose party or routing no plugin knows how to find."""
    found = []
    for path, step, _ in steps_of(chain):
        party = step.party.value if step.party else ""
        routing = f"office.{step.office.routing}" if step.office else ""
        if party and party not in actors:
            found.append(_nobody(f"{path}.party", party, actors))
        if routing and routing not in actors:
            found.append(_nobody(f"{path}.office.routing", routing, actors))
    return found


def unknown_offices(chain: Chain, levels: Mapping[str, str | None]) -> Iterator[Problem]:
    """Every fixed office that is not there, or is of another level than the step asks for; None is any level."""
    for path, step, _ in steps_of(chain):
        named = step.office.fixed if step.office else None
        if named is None or step.office is None:
            continue
        if named not in levels:
            near = get_close_matches(named, levels, n=3) or sorted(levels)[:3]
            yield Problem(
                f"{path}.office.fixed",
                Text(f"没有机构“{named}”，或已撤并。", f"There is no office “{named}”, or it is closed."),
                Text(f"可用：{listed(near).zh}。", f"Known: {listed(near).en}.")
                if near
                else Text("请先登记这个机构。", "Register the office first."),
            )
        elif levels[named] not in (None, step.office.level):
            yield Problem(
                f"{path}.office.level",
                Text(
                    f"机构“{named}”的级别是 {levels[named]}，与这一步的 {step.office.level} 不符，没有人能办理。",
                    f"The office “{named}” is of level {levels[named]}, not {step.office.level}: nobody could act.",
                ),
                Text(
                    f"请把 level 改为 {levels[named]}，或另选机构。",
                    f"Let the level be {levels[named]}, or name another office.",
                ),
            )


def unknown_roles(chain: Chain, roles: Collection[str]) -> Iterator[Problem]:
    """Every role of a step that nobody can have."""
    for path, step, _ in steps_of(chain):
        if step.role is not None and step.role not in roles:
            near = listed(get_close_matches(step.role, roles, n=3) or sorted(roles))
            yield Problem(
                f"{path}.role",
                Text(
                    f"没有角色“{step.role}”，没有人能办理。",
                    f"There is no role “{step.role}”: nobody could act.",
                ),
                Text(f"可用：{near.zh}。", f"Known: {near.en}."),
            )


def _votes(spot: StepSpot) -> Iterator[Problem]:
    step = spot.step
    if step.votes is None:
        return
    single = [verb for verb in step.verbs if verb in BY_ONE]
    if single:
        yield Problem(
            f"{spot.path}.verbs",
            Text(
                f"步骤“{step.name}”由会签决定，不能再由一个人 {listed(single).zh}。",
                f"The step “{step.name}” is decided by votes; one person cannot {listed(single).en} it as well.",
            ),
            Text("请只留 countersign，或删去 votes。", "Keep countersign, or remove the votes."),
        )


def _apart(spot: StepSpot, names: Collection[str]) -> Iterator[Problem]:
    step = spot.step
    for other in step.apart:
        if other == step.name:
            yield Problem(
                f"{spot.path}.apart",
                Text("步骤不能与自己回避。", "A step cannot be kept apart from itself."),
                Text("请写另一个步骤。", "Name another step."),
            )
        elif other not in names:
            near = get_close_matches(other, names, n=3) or sorted(names)
            yield Problem(
                f"{spot.path}.apart",
                Text(f"没有名为“{other}”的步骤。", f"There is no step “{other}”."),
                Text(f"可用：{listed(near).zh}。", f"Known: {listed(near).en}."),
            )


def _substitute(spot: StepSpot) -> Iterator[Problem]:
    step = spot.step
    if step.substitute is not None and step.substitute.by is step.party:
        yield Problem(
            f"{spot.path}.substitute.by",
            Text(
                f"步骤“{step.name}”的替代材料由它自己的主体提供。",
                f"The evidence that replaces the party of “{step.name}” is to come from that party.",
            ),
            Text("请写另一方，如 initiator。", "Name somebody else, such as initiator."),
        )
    if Verb.SUBSTITUTE in step.verbs and step.substitute is None:
        yield Problem(
            f"{spot.path}.verbs",
            Text(
                f"步骤“{step.name}”没有说用什么替代。", f"The step “{step.name}” does not say what stands in."
            ),
            Text("请写 substitute，或删去这个操作。", "Write substitute, or remove the verb."),
        )


def _picks(spot: StepSpot) -> Iterator[Problem]:
    step = spot.step
    if step.picks is not None and step.party is Party.INITIATOR:
        yield Problem(
            f"{spot.path}.picks",
            Text(
                f"步骤“{step.name}”从登记名单开始，不能由登记的人自己办理。",
                f"“{step.name}” starts from registrations; who registered does not take up their own.",
            ),
            Text("请写接办的一方，如 employer。", "Name who takes them up, such as employer."),
        )


def _nobody(path: str, name: str, actors: Collection[str]) -> Problem:
    known = sorted(one for one in actors if one.startswith("office.") == name.startswith("office."))
    return Problem(
        path,
        Text(f"没有插件能找到“{name}”是谁。", f"No plugin knows who “{name}” is."),
        Text(f"可用：{listed(known).zh}。", f"Known: {listed(known).en}."),
    )
