"""A definition that was made here is retired, restored or called otherwise: proposed by one, done by another."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from kernel import studio
from kernel.definitions import STUDIO, lock_registry, retire, versions
from kernel.errors import Conflict, InUse, Invalid, NotFound
from kernel.models import Definition, DefinitionLayer, DefinitionProposal, DefinitionVersion, Design
from kernel.models.proposals import ProposalAct
from kernel.proposals.entering import Wanted, enter, open_of
from kernel.proposals.standing import Standing, against_renaming, against_retiring
from kernel.registry import Registry
from kernel.text import Text


def propose_ending(
    session: Session,
    registry: Registry,
    name: str,
    act: ProposalAct,
    *,
    seen: int,
    actor: str,
    reason: str,
    now: datetime,
    new_name: str | None = None,
) -> DefinitionProposal:
    """That the definition is retired, restored or known by another name waits for a second person."""
    lock_registry(session)
    owner = _own(session, name)
    studio.refuse_stale(session, name, seen)
    studio.refuse_silent(reason)
    _refuse(session, registry, name, act, new_name)
    wanted = Wanted(
        name=name,
        kind=owner.kind,
        body=versions(session, name)[0].body,
        seen=seen,
        actor=actor,
        reason=reason,
        now=now,
        act=act,
        new_name=new_name,
    )
    return enter(session, wanted)


def carried_out(
    session: Session, registry: Registry, found: DefinitionProposal, *, actor: str, now: datetime
) -> DefinitionVersion:
    """The definition is retired, restored or renamed; returns its newest version."""
    act = ProposalAct(found.act)
    _refuse(session, registry, found.name, act, found.new_name, apart=found.id)
    match act:
        case ProposalAct.RETIRE:
            _retire(session, found, actor, now)
        case ProposalAct.RESTORE:
            _restore(session, registry, found, actor, now)
        case _:
            _rename(session, found, actor, now)
    return versions(session, found.name)[0]


def _refuse(
    session: Session,
    registry: Registry,
    name: str,
    act: ProposalAct,
    new_name: str | None,
    *,
    apart: int = 0,
) -> None:
    """Nothing, when the act can be done; the proposal `apart`, which asks for it, stands in no way."""
    if act is ProposalAct.RESTORE:
        _refuse_in_force(session, name)
        _refuse_asked(session, name, apart)
        return
    _refuse_retired(session, name)
    if act is ProposalAct.RETIRE:
        standing = against_retiring(session, registry, name, apart=apart)
        _refuse_standing(name, Text("停用", "retired"), standing)
        return
    _refuse_taken(session, new_name or "", apart)
    standing = against_renaming(session, registry, name, apart=apart)
    _refuse_standing(name, Text("改标识", "renamed"), standing)


def _own(session: Session, name: str) -> Definition:
    """The definition, which was made here."""
    owner: Definition | None = session.scalar(select(Definition).where(Definition.name == name))
    if owner is None:
        raise NotFound(
            Text(f"没有名为 {name} 的定义。", f"There is no definition {name}."),
            remedy=Text("请从设计中心的列表中选择。", "Choose one from the list."),
            place=name,
        )
    _refuse_foreign(owner)
    return owner


def _refuse_asked(session: Session, name: str, apart: int) -> None:
    if any(one.id != apart for one in open_of(session, name)):
        raise Conflict(
            Text("恢复它的提议已在等待发布。", "That it is restored has been proposed already."),
            remedy=Text("请从待发布的列表中打开。", "Open it from the list of proposals."),
            place=name,
        )


def _refuse_taken(session: Session, new_name: str, apart: int) -> None:
    """Nothing, when the name is free: in force, on a drawing board or proposed."""
    studio.refuse_taken(session, new_name)
    drawn = select(Design.id).where(Design.name == new_name).limit(1)
    wanted = (
        select(DefinitionProposal.id)
        .where(DefinitionProposal.state == "open", DefinitionProposal.id != apart)
        .where((DefinitionProposal.name == new_name) | (DefinitionProposal.new_name == new_name))
        .limit(1)
    )
    if session.scalar(drawn) is not None or session.scalar(wanted) is not None:
        raise Conflict(
            Text(f"已有人要用 {new_name} 这个标识。", f"Somebody is about to use the name {new_name}."),
            remedy=Text("请换一个标识。", "Choose another id."),
            place="id",
        )


def _refuse_foreign(owner: Definition) -> None:
    if owner.plugin != STUDIO:
        raise Invalid(
            Text(
                f"{owner.name} 由插件 {owner.plugin} 带来，不能在这里停用或改标识。",
                f"{owner.name} belongs to the plugin {owner.plugin}; it is not retired or renamed here.",
            ),
            remedy=Text(
                "不再使用时，请在“插件”页卸载该插件。", "Uninstall the plugin if it is no longer needed."
            ),
            place=owner.name,
        )


def _refuse_retired(session: Session, name: str) -> None:
    if session.scalar(select(Definition.retired).where(Definition.name == name)):
        raise Conflict(
            Text(f"{name} 已停用。", f"{name} is retired."),
            remedy=Text("需要时请先恢复使用。", "Restore it first if it is needed."),
            place=name,
        )


def _refuse_in_force(session: Session, name: str) -> None:
    if not session.scalar(select(Definition.retired).where(Definition.name == name)):
        raise Conflict(
            Text(f"{name} 没有停用。", f"{name} is not retired."),
            remedy=Text("请重新打开页面。", "Open the page again."),
            place=name,
        )


def _refuse_standing(name: str, act: Text, found: Sequence[Standing]) -> None:
    if found:
        raise InUse(
            Text(
                f"还不能{act.zh}：有 {len(found)} 处用着它。",
                f"It cannot be {act.en} yet: {len(found)} in the way.",
            ),
            remedy=Text("请先逐条处理。", "Deal with each of them first."),
            place=name,
            problems=tuple(InUse(one.what, remedy=one.remedy, place=one.name) for one in found),
        )


def _retire(session: Session, found: DefinitionProposal, actor: str, now: datetime) -> None:
    mine = (DefinitionLayer.plugin == STUDIO, DefinitionLayer.target == found.name)
    session.execute(delete(DefinitionLayer).where(*mine))
    retire(session, [found.name])
    studio.note(
        session, "definition.retire", found.name, found.reason, found.proposed_by, actor=actor, now=now
    )


def _restore(
    session: Session, registry: Registry, found: DefinitionProposal, actor: str, now: datetime
) -> None:
    body = versions(session, found.name)[0].body
    studio.stand(session, registry, found.name, found.kind, body, actor=actor, reason=found.reason, now=now)
    studio.note(
        session, "definition.restore", found.name, found.reason, found.proposed_by, actor=actor, now=now
    )


def _rename(session: Session, found: DefinitionProposal, actor: str, now: datetime) -> None:
    old, new = found.name, found.new_name or ""
    reason = f"{old} → {new}: {found.reason}"
    studio.note(session, "definition.rename", old, reason, found.proposed_by, actor=actor, now=now)
    session.execute(update(Definition).where(Definition.name == old).values(name=new))
    session.execute(
        update(DefinitionLayer)
        .where(DefinitionLayer.plugin == STUDIO, DefinitionLayer.target == old)
        .values(target=new, place=f"studio/{new}")
    )
    session.execute(update(Design).where(Design.name == old).values(name=new))
    session.execute(update(DefinitionProposal).where(DefinitionProposal.name == old).values(name=new))
    session.flush()
    session.refresh(found)
    studio.note(session, "definition.rename", new, reason, found.proposed_by, actor=actor, now=now)
