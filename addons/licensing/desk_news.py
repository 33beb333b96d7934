"""What accounts are told of an act on a case: what comes to them, what colleagues ask or let them know."""

from collections.abc import Callable, Iterator, Sequence

from addons.licensing import desk_events as e
from addons.licensing.happened import Happened
from addons.licensing.news import clause, message_to, plain
from addons.licensing.telling import Event, Message, Words
from approvals.casefile.timeline import step_title
from approvals.engine import CompiledChain, Opening
from approvals.engine.telling import told
from approvals.people.assignment import PartyRef
from approvals.words import OPINIONS, Order, Verb
from kernel.text import Text

Named = Callable[[Sequence[str]], Sequence[PartyRef]]
"""The accounts of these names."""


def desk_news(happened: Happened, chain: CompiledChain, *, actor: Text, named: Named) -> Iterator[Message]:
    """The messages to accounts that follow from the act; nobody hears of their own."""
    for event, people, words in _told(happened, chain, actor):
        others = [name for name in people if name != happened.logged.actor]
        for account in named(others):
            yield message_to(happened, account, event, words)
    if happened.logged.verb == Verb.URGE:
        remark = _remark(happened)
        for waiting in happened.late:
            due = {"by": plain(waiting.due.on)} if waiting.due else {}
            if waiting.whose is not None:
                yield message_to(happened, waiting.whose, e.URGED, {"remark": remark, **due})


def followed_news(
    happened: Happened, chain: CompiledChain, *, actor: Text, whom: Sequence[PartyRef]
) -> Iterator[Message]:
    """The act told to those who follow the case; who is told of it otherwise hears it that way only."""
    act = happened.act
    if act is None or not whom:
        return
    words: Words = {"actor": actor, "step": step_title(chain, act.step), "done": told(act)}
    for account in whom:
        yield message_to(happened, account, e.FOLLOWED, words)


def _told(
    happened: Happened, chain: CompiledChain, actor: Text
) -> Iterator[tuple[Event, Sequence[str], Words]]:
    act = happened.act
    if act is None:
        return
    opening = happened.case.state.opening(act.step)
    words: Words = {
        "actor": actor,
        "step": step_title(chain, act.step),
        "remark": _remark(happened),
        **({"by": plain(opening.due.on)} if opening is not None and opening.due is not None else {}),
    }
    match act.verb:
        case Verb.CC:
            yield e.COPIED, act.people, words
        case Verb.TRANSFER:
            yield e.ASSIGNED, act.people, words
        case Verb.DELEGATE:
            yield e.DELEGATED, act.people, words
        case Verb.ADD_SIGNER if opening is not None and _in_turn(chain, opening):
            yield e.TO_SIGN, _waited_for(chain, opening), words
        case Verb.ADD_SIGNER:
            yield e.TO_SIGN, act.people, words
        case verb if verb in OPINIONS and opening is not None and _came_back(happened, opening):
            yield e.CAME_BACK, (opening.holder,), words
    for one in happened.case.state.open:
        voted = act.verb is Verb.COUNTERSIGN and one.step == act.step and _in_turn(chain, one)
        if one.signers and (one.seq == happened.logged.seq or voted):
            yield e.TO_SIGN, _waited_for(chain, one), {**words, "step": step_title(chain, one.step)}


def _in_turn(chain: CompiledChain, opening: Opening) -> bool:
    votes = chain.steps[opening.step].votes
    return votes is not None and votes.order is Order.GIVEN


def _waited_for(chain: CompiledChain, opening: Opening) -> Sequence[str]:
    """Who is to sign now: everybody who has not, or the first of them."""
    signed = {name for name, _ in opening.signed}
    left = [name for name in opening.signers if name not in signed]
    return left[:1] if _in_turn(chain, opening) else left


def _came_back(happened: Happened, opening: Opening) -> bool:
    """Whether the step is open as before and with somebody else than who has just given an opinion."""
    return bool(opening.holder) and opening.seq < happened.logged.seq and not opening.signers


def _remark(happened: Happened) -> Text:
    return clause(happened.act.opinion if happened.act else "")
