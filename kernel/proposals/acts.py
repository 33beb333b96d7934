"""The acts on a proposal: propose, publish, send back, take back; each flushes, the page commits."""

from datetime import datetime

from sqlalchemy.orm import Session

from kernel import studio
from kernel.definitions import kinds_known, lock_registry, published, refuse_unproved
from kernel.errors import Conflict, Invalid, NotAllowed
from kernel.fitting import Footing, bodies_in_force, refuse_misfits
from kernel.models import DefinitionVersion
from kernel.models.proposals import DefinitionProposal, ProposalAct, ProposalState
from kernel.nodes import Body
from kernel.proposals.derived import refuse_broken
from kernel.proposals.entering import LONGEST_WORDS, Wanted, decide, enter, note, open_of
from kernel.proposals.queries import locked
from kernel.proposals.retiring import carried_out
from kernel.registry import Registry
from kernel.text import Text


def propose(
    session: Session,
    registry: Registry,
    name: str,
    kind: str,
    body: Body,
    *,
    seen: int,
    actor: str,
    reason: str,
    now: datetime,
) -> DefinitionProposal:
    """The body waits for a second person; it takes the place of what the actor proposed for it before.

    `seen` is the version it was written on, 0 for a definition that is new (`studio.<id>`).
    """
    lock_registry(session)
    wanted = Wanted(name=name, kind=kind, body=body, seen=seen, actor=actor, reason=reason, now=now)
    (_refuse_change if seen else _refuse_new)(session, registry, wanted)
    studio.refuse_silent(reason)
    for earlier in open_of(session, name):
        if earlier.proposed_by == actor:
            decide(earlier, ProposalState.REPLACED, actor, now)
    return enter(session, wanted)


def publish(
    session: Session, registry: Registry, number: int, *, actor: str, now: datetime
) -> DefinitionVersion:
    """What was proposed is in force; somebody else than who proposed it has said so."""
    lock_registry(session)
    found = _undecided(session, number)
    _refuse_own(found, actor, Text("发布", "publish"))
    _refuse_overtaken(session, found)
    made = _carried_out(session, registry, found, actor=actor, now=now)
    decide(found, ProposalState.PUBLISHED, actor, now)
    found.number = made.number
    session.flush()
    return made


def _carried_out(
    session: Session, registry: Registry, found: DefinitionProposal, *, actor: str, now: datetime
) -> DefinitionVersion:
    """What was proposed has been done; returns the version in force, or that was in force."""
    if found.act != ProposalAct.CHANGE:
        return carried_out(session, registry, found, actor=actor, now=now)
    if found.seen:
        return studio.change(
            session,
            registry,
            found.name,
            found.body,
            seen=found.seen,
            actor=actor,
            reason=found.reason,
            now=now,
            proposed_by=found.proposed_by,
        )
    return studio.make(
        session,
        registry,
        found.name,
        found.kind,
        found.body,
        actor=actor,
        reason=found.reason,
        now=now,
        proposed_by=found.proposed_by,
    )


def send_back(session: Session, number: int, *, actor: str, remark: str, now: datetime) -> DefinitionProposal:
    """The proposal goes back to who made it, with what is to be mended."""
    found = _undecided(session, number)
    _refuse_own(found, actor, Text("退回", "send back"))
    words = remark.strip()[:LONGEST_WORDS]
    if not words:
        raise Invalid(
            Text("没有写退回意见。", "No remark is given."),
            remedy=Text("请写明要改什么。", "Say what is to be changed."),
            place="remark",
        )
    decide(found, ProposalState.SENT_BACK, actor, now)
    found.remark = words
    session.flush()
    note(session, "definition.send_back", found, actor, now)
    return found


def take_back(session: Session, number: int, *, actor: str, now: datetime) -> DefinitionProposal:
    """Nobody need look at the proposal any more; who made it has said so."""
    found = _undecided(session, number)
    if found.proposed_by != actor:
        raise NotAllowed(
            Text(f"这份提议是 {found.proposed_by} 提出的。", f"This was proposed by {found.proposed_by}."),
            remedy=Text(
                "只有提出人可以撤回；您可以退回。", "Only they can take it back; you may send it back."
            ),
            place=found.name,
        )
    decide(found, ProposalState.TAKEN_BACK, actor, now)
    session.flush()
    note(session, "definition.take_back", found, actor, now)
    return found


def _refuse_change(session: Session, registry: Registry, wanted: Wanted) -> None:
    name, kind = wanted.name, wanted.kind
    ground = studio.ground_of(session, name)
    studio.refuse_stale(session, name, wanted.seen)
    if kind != ground.owner.kind:
        raise Invalid(
            Text(
                f"{name} 是 {ground.owner.kind}，不是 {kind}。",
                f"{name} is a {ground.owner.kind}, not a {kind}.",
            ),
            remedy=Text("定义的类别不能改。", "The kind of a definition stays."),
            place=name,
        )
    refuse_unproved(registry, name, kind, wanted.body, name, known=kinds_known(session))
    studio.refuse_same(ground, name, wanted.body)
    refuse_broken(session, registry, name, wanted.body)


def _refuse_new(session: Session, registry: Registry, wanted: Wanted) -> None:
    name = wanted.name
    studio.refuse_taken(session, name)
    others = [one for one in open_of(session, name) if one.proposed_by != wanted.actor]
    if others:
        raise Conflict(
            Text(
                f"{others[0].proposed_by} 已提出一个名为 {name} 的定义，还没有发布。",
                f"{others[0].proposed_by} has proposed a definition {name} that is not published yet.",
            ),
            remedy=Text("请换一个标识。", "Choose another id."),
            place="id",
        )
    refuse_unproved(registry, name, wanted.kind, wanted.body, name, known=kinds_known(session))
    bodies, kinds = bodies_in_force(session)
    footing = Footing(session, registry, {**bodies, name: wanted.body})
    refuse_misfits(footing, {**kinds, name: wanted.kind}, {name})


def _undecided(session: Session, number: int) -> DefinitionProposal:
    found = locked(session, number)
    if found.state != ProposalState.OPEN:
        raise Conflict(
            Text(
                f"{found.decided_by} 已经处理了这份提议。",
                f"{found.decided_by} has decided on this proposal already.",
            ),
            remedy=Text("请重新打开页面查看结果。", "Open the page again to see the outcome."),
            place=found.name,
        )
    return found


def _refuse_own(found: DefinitionProposal, actor: str, act: Text) -> None:
    if found.proposed_by == actor:
        raise NotAllowed(
            Text(f"不能{act.zh}自己提出的改动。", f"Nobody can {act.en} what they proposed themselves."),
            remedy=Text("请由另一位有发布权限的人办理。", "Ask somebody else who may publish."),
            place=found.name,
        )


def _refuse_overtaken(session: Session, found: DefinitionProposal) -> None:
    now = published(session).get(found.name)
    number = 0 if now is None else now.number
    if number != found.seen:
        raise Conflict(
            Text(
                f"这份改动写在第 {found.seen} 版上，现在已是第 {number} 版。",
                f"This was written on version {found.seen}; it is version {number} now.",
            ),
            remedy=Text(
                "请退回；提出人把改动并到新版后再提交。",
                "Send it back; who proposed it carries it onto the new version and proposes again.",
            ),
            place=found.name,
        )
