"""What stands on matters and would lose its ground with them."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from addons.licensing.models import Application
from addons.licensing.words import ApplicationState
from kernel.kinds import Usage
from kernel.seams import usage
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
