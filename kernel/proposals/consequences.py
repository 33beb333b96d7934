"""What retiring, restoring or renaming a definition comes to, told to the person who decides on it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from kernel.kinds import Usage
from kernel.models import DefinitionProposal
from kernel.models.proposals import ProposalAct, ProposalState
from kernel.proposals.review import ReviewSection, Told
from kernel.proposals.standing import Standing, against_renaming, against_retiring
from kernel.registry import Registry
from kernel.seams import USAGE
from kernel.text import Text

IN_THE_WAY = Text("先要处理的", "To be dealt with first")
RETIRED = (
    Told(
        Text("停用以后", "Afterwards"),
        Text(
            "不再提供给新的办理，设计器里不再列出；已经开始的草稿和办件保持原版，照常办完。",
            "Nothing new begins on it, and the designers no longer list it; what was begun keeps its version.",
        ),
    ),
    Told(Text("需要时", "If needed"), Text("可以恢复使用。", "It can be restored.")),
)
RESTORED = Told(
    Text("恢复以后", "Afterwards"),
    Text("最新的一版重新提供使用。", "Its newest version is offered again."),
)
FOLLOWED = Told(
    Text("改了以后", "Afterwards"),
    Text(
        "版本、层和提议都跟到新标识；审计日志里两个标识都查得到。",
        "Versions, layers and proposals follow; the audit log has both names.",
    ),
)


def consequences(session: Session, registry: Registry, found: DefinitionProposal) -> Sequence[ReviewSection]:
    """What the act means for those who use the definition, and what stands in its way while it waits."""
    open_ = found.state == ProposalState.OPEN
    match found.act:
        case ProposalAct.RETIRE:
            told = (*RETIRED, *_begun(session, registry, found.name))
            standing = against_retiring(session, registry, found.name, apart=found.id) if open_ else ()
            title = Text("停用", "Retiring")
        case ProposalAct.RESTORE:
            told, standing, title = (RESTORED,), (), Text("恢复使用", "Restoring")
        case _:
            new = found.new_name or ""
            told = (Told(Text("新标识", "New name"), Text(new, new)), FOLLOWED)
            standing = against_renaming(session, registry, found.name, apart=found.id) if open_ else ()
            title = Text("改标识", "Renaming")
    return (ReviewSection(title, told=told), *_in_the_way(standing))


def _begun(session: Session, registry: Registry, name: str) -> list[Told]:
    """What stands on the versions of the definition and goes on."""
    found: list[Usage] = [
        one for entry in registry.entries(USAGE) for one in entry.thing(session, [name]) if one.count
    ]
    return [
        Told(one.title, Text(f"{one.count}，保持原版", f"{one.count}; they keep their version"))
        for one in found
    ]


def _in_the_way(standing: Sequence[Standing]) -> list[ReviewSection]:
    told = tuple(Told(one.what, one.remedy) for one in standing)
    return [ReviewSection(IN_THE_WAY, told=told)] if told else []
