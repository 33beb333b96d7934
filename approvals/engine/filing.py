"""Nothing gets past the filing act but by whoever files: windows and checks bind there and nowhere else; pure."""

from collections.abc import Iterable, Mapping

from approvals.chains.definition import Branch, Node
from approvals.engine.compiling import CompiledChain
from approvals.engine.permitting import somewhere
from approvals.engine.state import State
from approvals.engine.walking import Walk
from approvals.words import Exit, Happening, Outcome, Verb
from kernel.errors import Conflict
from kernel.text import Text

BACK = frozenset({Verb.RETURN, Verb.TAKE_BACK})


def refuse_unfiled(walk: Walk) -> None:
    """Raises when a case that was not filed got past the filing act without anybody having filed it."""
    if walk.act.verb in BACK or walk.act.verb is Happening.VANISHED:
        return
    if walk.filed is None:
        jumps = walk.act.verb is Verb.JUMP
        for target in walk.leapt:
            if (skipped := _skipped(walk.chain, walk.before, target, jumps=jumps)) is not None:
                raise _led_past(walk.chain, skipped, target)
    elif isinstance(walk.act.verb, Happening):
        raise _filed_by_nobody(walk.chain, walk.act.step)


def exits_now(chain: CompiledChain, state: State, step: str) -> Mapping[Exit, str]:
    """The exits of an open step as the case stands: none leads past the filing act before it is done."""
    exits = chain.steps[step].exits
    if state.filed is not None or not exits:
        return exits
    return {
        way: target for way, target in exits.items() if _skipped(chain, state, target, jumps=False) is None
    }


def jumps_now(chain: CompiledChain, state: State) -> tuple[str, ...]:
    """The steps to which the case may jump as it stands: none lies past the filing act before it is done."""
    found = somewhere(chain)
    if state.filed is not None:
        return found
    return tuple(name for name in found if _skipped(chain, state, name, jumps=True) is None)


def _skipped(chain: CompiledChain, state: State, target: str, *, jumps: bool) -> str | None:
    """The filing act that lies between where the case is and where it is led, if there is one."""
    order = chain.order
    here = [one.step for one in state.open]
    begin = min(order[name] for name in here)
    for name, step in chain.steps.items():
        if not step.files or order[name] < begin or name == target or _is_off(chain, name, here):
            continue
        if target not in order:
            if target == Outcome.GRANTED:
                return name
        elif not _is_off(chain, name, [target]) and (
            order[name] < order[target] or (jumps and _is_beside(chain, name, target))
        ):
            return name
    return None


def _is_off(chain: CompiledChain, name: str, others: Iterable[str]) -> bool:
    """Whether the step is on another way of a branch than all of these."""
    return all(any(isinstance(group, Branch) for group in _parted(chain, name, other)) for other in others)


def _is_beside(chain: CompiledChain, name: str, other: str) -> bool:
    """Whether the two are in different lanes, one of which a jump into the other drops."""
    return bool(_parted(chain, name, other))


def _parted(chain: CompiledChain, name: str, other: str) -> list[Node]:
    """The groups that hold both steps on different ways."""
    mine, theirs = _ways(chain, name), _ways(chain, other)
    return [group for at, (group, way) in mine.items() if at in theirs and theirs[at][1] is not way]


def _ways(chain: CompiledChain, name: str) -> dict[str, tuple[Node, tuple[Node, ...]]]:
    """The groups around a step, and in each the nodes of the way on which it stands."""
    found: dict[str, tuple[Node, tuple[Node, ...]]] = {}
    while (owner := chain.places[name].owner) is not None:
        group = owner if isinstance(owner, Branch) else owner[0]
        found[group.name] = group, chain.places[name].beside
        name = group.name
    return found


def _led_past(chain: CompiledChain, skipped: str, target: str) -> Conflict:
    step, to = chain.steps[skipped].title, chain.steps.get(target)
    where = to.title if to is not None else Text("准予", "granted")
    return Conflict(
        Text(
            f"还没有提交到机关，不能越过“{step.zh}”到“{where.zh}”。",
            f"It is not filed with the authority yet and cannot go past “{step.en}” to “{where.en}”.",
        ),
        remedy=Text(
            f"请先完成“{step.zh}”；不再办理的，请终止办件。",
            f"Let “{step.en}” be done first; terminate the case if it is not to go on.",
        ),
        place="to",
    )


def _filed_by_nobody(chain: CompiledChain, name: str) -> Conflict:
    step = chain.step_title(name)
    return Conflict(
        Text(
            f"还没有提交到机关：“{step}”要由当事人自己提交，到期不能自动通过。",
            f"It is not filed with the authority yet: “{step}” is for the party to do and not passed by itself.",
        ),
        remedy=Text(
            "请催促当事人提交；不再办理的，请终止办件。",
            "Urge the party to do it; terminate the case if it is not to go on.",
        ),
        place=name,
    )
