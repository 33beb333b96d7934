"""Which matters and applications a new version of a form or of a matter touches."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from addons.licensing.models import Application
from addons.licensing.words import ApplicationState
from forms.models import Submission
from kernel.definitions import title_of
from kernel.models import Definition, DefinitionVersion
from kernel.nodes import Body
from kernel.proposals import ReviewSection, Told
from kernel.registry import Registry
from kernel.seams import definition_review
from kernel.text import Text

TITLE = Text("涉及的事项与办件", "Matters and cases it touches")
OPEN = Application.state == ApplicationState.OPEN


@definition_review("licensing.form", kind="form", order=60)
def of_form(
    session: Session,
    registry: Registry,  # noqa: ARG001 the seam's signature
    name: str,
    before: Body,  # noqa: ARG001 the seam's signature
    after: Body,  # noqa: ARG001 the seam's signature
) -> Sequence[ReviewSection]:
    """The matters that use the form, and the open cases by the version they were filed on."""
    matters = _matters(session, name)
    counted = session.execute(
        select(DefinitionVersion.number, func.count())
        .join(Submission, Submission.version_id == DefinitionVersion.id)
        .join(Application, Application.submission_id == Submission.id)
        .where(Submission.form == name, OPEN)
        .group_by(DefinitionVersion.number)
        .order_by(DefinitionVersion.number.desc())
    )
    used = [Told(Text("用到它的事项", "Used by"), _listed(matters))] if matters else []
    return _section(used, {row[0]: row[1] for row in counted})


@definition_review("licensing.matter", kind="matter", order=60)
def of_matter(
    session: Session,
    registry: Registry,  # noqa: ARG001 the seam's signature
    name: str,
    before: Body,  # noqa: ARG001 the seam's signature
    after: Body,  # noqa: ARG001 the seam's signature
) -> Sequence[ReviewSection]:
    """The open cases of the matter by the version they run on."""
    counted = session.execute(
        select(DefinitionVersion.number, func.count())
        .join(Application, Application.version_id == DefinitionVersion.id)
        .where(Application.matter == name, OPEN)
        .group_by(DefinitionVersion.number)
        .order_by(DefinitionVersion.number.desc())
    )
    return _section([], {row[0]: row[1] for row in counted})


def _section(used: Sequence[Told], counts: Mapping[int, int]) -> Sequence[ReviewSection]:
    cases = [
        Told(
            Text(f"第 {number} 版", f"Version {number}"),
            Text(f"{count} 件在办，保持原版", f"open cases: {count}; they stay on it"),
        )
        for number, count in counts.items()
    ]
    return (ReviewSection(TITLE, told=(*used, *cases)),) if used or cases else ()


def _matters(session: Session, form: str) -> list[str]:
    """What the matters in force that use the form are called."""
    found = session.execute(
        select(Definition.name, DefinitionVersion.body)
        .join(DefinitionVersion, Definition.current_id == DefinitionVersion.id)
        .where(Definition.kind == "matter", Definition.retired.is_(False))
        .order_by(Definition.name)
    )
    return [title_of(name, body) for name, body in found if body.get("form") == form]


def _listed(words: Sequence[str]) -> Text:
    return Text("、".join(words), ", ".join(words))
