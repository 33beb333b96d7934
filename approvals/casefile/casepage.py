"""What the slots of a case's page are drawn with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from approvals.cases.view import CaseView
from approvals.people.assignment import Standing
from approvals.words import Verb


@dataclass(frozen=True, slots=True)
class CasePage:
    """The context of the slots `case.head`, `case.panel` and `case.fill`.

    `step` is the open step that the viewer may do now, empty when there is none; `verbs` are the acts on it. The
    page has made sure that the case is the viewer's to see; what a slot draws brings its own padding.
    """

    case: CaseView
    standing: Standing
    step: str = ""
    verbs: tuple[Verb, ...] = ()
    changed: Mapping[str, str] = field(default_factory=dict)
    """What answers said when the viewer looked last, by the path of those that say something else now."""
    concerned: bool = False
    """Whether the viewer is of an office and the case is about them, so that others decide it."""
