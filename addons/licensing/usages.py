"""What stands on matters and would lose its ground with them."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from addons.licensing.models import Application
from addons.licensing.words import ApplicationState
from kernel.kinds import Usage
from kernel.models import DefinitionVersion
from kernel.seams import retirement, usage
from kernel.text import Text

SHOWN = 5


@usage("licensing.applications")
def running_applications(session: Session, definitions: Sequence[str]) -> list[Usage]:
    """The drafts and open applications on these matters."""
    running = (Application.state != ApplicationState.CLOSED, Application.matter.in_(definitions))
    count = session.scalar(select(func.count()).select_from(Application).where(*running)) or 0
    if not count:
        return []
    numbers = select(Application.number).where(*running, Application.number.is_not(None))
    examples = session.scalars(numbers.order_by(Application.id).limit(SHOWN))
    return [Usage(Text("未办结的申请", "applications not closed"), count, tuple(map(str, examples)))]


@retirement("licensing.drafts")
def drafts(session: Session, name: str) -> list[Usage]:
    """The applications not handed in yet that are for this matter, or are to run on this chain."""
    chain = DefinitionVersion.body["chain"].as_string()
    count = session.scalar(
        select(func.count())
        .select_from(Application)
        .join(DefinitionVersion, DefinitionVersion.id == Application.version_id)
        .where(Application.state == ApplicationState.DRAFT, or_(Application.matter == name, chain == name))
    )
    return [Usage(Text("还没有提交的申请", "applications not handed in"), count)] if count else []
