"""What stands on forms and would lose its ground with them."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms.models import Submission
from kernel.kinds import Usage
from kernel.seams import usage
from kernel.text import Text


@usage("forms.drafts")
def drafts(session: Session, definitions: Sequence[str]) -> list[Usage]:
    """The drafts that people have begun on these forms and not filed."""
    begun = (Submission.form.in_(definitions), Submission.filed_at.is_(None))
    count = session.scalar(select(func.count()).select_from(Submission).where(*begun)) or 0
    return [Usage(Text("未提交的草稿", "drafts not filed"), count)] if count else []
