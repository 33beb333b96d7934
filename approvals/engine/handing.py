"""Acts that leave a step open: it goes to somebody else, more people sign, somebody is told; pure."""

from msgspec.structs import replace

from approvals.engine.openings import Opening
from approvals.engine.voting import needed, refuse_unsigned, seats, tally, unsigned
from approvals.engine.walking import Walk


def transfer(walk: Walk) -> None:
    """The step is of the account named, alone; of everybody who may do it when nobody is named."""
    holder = walk.act.people[0] if walk.act.people else ""
    _changed(walk, replace(_opening(walk), holder=holder, lender=""))
    walk.told = walk.act.people


def delegate(walk: Walk) -> None:
    """The account named is asked for its opinion, and the step then comes back."""
    act = walk.act
    _changed(walk, replace(_opening(walk), holder=act.people[0], lender=act.on_behalf or act.actor))
    walk.told = act.people


def hand_back(walk: Walk) -> None:
    """The opinion is on record, and the step is again of the one who asked for it."""
    opening, act = _opening(walk), walk.act
    vote = ((act.on_behalf or act.actor, act.verb.value),)
    _changed(walk, replace(opening, holder=opening.lender, lender="", signed=opening.signed + vote))
    walk.told = (opening.lender,)


def call_back(walk: Walk) -> None:
    """The step is again of the one who had asked for an opinion and does not wait for it."""
    opening = _opening(walk)
    _changed(walk, replace(opening, holder=opening.lender, lender=""))
    walk.told = (opening.holder,)


def sign(walk: Walk) -> bool | None:
    """The vote is on record; returns what the votes come to when the step is voted on."""
    opening, act = _opening(walk), walk.act
    opening = replace(opening, signed=(*opening.signed, (act.on_behalf or act.actor, act.value)))
    return _counted(walk, opening)


def add_signers(walk: Walk) -> None:
    """The accounts named sign too."""
    opening = _opening(walk)
    new = tuple(name for name in dict.fromkeys(walk.act.people) if name not in opening.signers)
    _changed(walk, replace(opening, signers=opening.signers + new))
    walk.told = new


def remove_signers(walk: Walk) -> bool | None:
    """The accounts named need not sign; returns what the votes come to when the step is voted on."""
    opening = _opening(walk)
    kept = tuple(name for name in opening.signers if name not in walk.act.people)
    walk.told = walk.act.people
    return _counted(walk, replace(opening, signers=kept))


def give_up(walk: Walk) -> bool | None:
    """Accounts that are no more have nothing for themselves and need not sign; returns what the votes come to."""
    opening, gone = _opening(walk), set(walk.act.people)
    holder, lender = opening.holder, opening.lender
    if gone & {holder, lender}:
        # who was only asked for an opinion does not decide alone when nobody is left to hear it
        holder, lender = ("" if lender in gone else lender), ""
    left = set(unsigned(opening)) - gone
    signed = {name for name, _ in opening.signed}
    kept = tuple(name for name in opening.signers if name in left | signed)
    if len(kept) < len(opening.signers):
        kept += _instead(walk, opening, kept, gone)
    walk.told = tuple(name for name in kept if name not in signed)
    return _counted(walk, replace(opening, holder=holder, lender=lender, signers=kept))


def urge(walk: Walk) -> None:
    """It is on record who urged it today; who has it is told."""
    opening, act = _opening(walk), walk.act
    by = act.on_behalf or act.actor
    others = tuple(one for one in opening.urged if one[0] != by)
    _changed(walk, replace(opening, urged=(*others, (by, walk.day))))
    walk.told = (opening.holder,) if opening.holder else unsigned(opening)


def tell(walk: Walk) -> None:
    """The accounts named are told of the case."""
    walk.told = tuple(dict.fromkeys(walk.act.people))


def _instead(walk: Walk, opening: Opening, kept: tuple[str, ...], gone: set[str]) -> tuple[str, ...]:
    """As many colleagues as the vote lacks now; refused when nobody at all could vote."""
    step = walk.chain.steps[opening.step]
    if step.votes is None:
        return ()
    named = seats(step, walk.initiator, walk.passed, walk.hands, walk.oracle.signers(step))
    fresh = tuple(name for name in named if name not in {*opening.signers, *gone})
    lacking = max(needed(step.votes, len(opening.signers)) - len(kept), 0)
    refuse_unsigned(step, kept + fresh)
    return fresh[:lacking]


def _opening(walk: Walk) -> Opening:
    return walk.open[walk.act.step]


def _changed(walk: Walk, opening: Opening) -> None:
    walk.open[opening.step] = opening


def _counted(walk: Walk, opening: Opening) -> bool | None:
    _changed(walk, opening)
    votes = walk.chain.steps[opening.step].votes
    return tally(votes, opening) if votes else None
