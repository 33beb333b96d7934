"""Every refusal of the kernel: what is wrong, where, and what to do about it.

TongbanError
├── NotAllowed            403  the actor may not do this
├── NotFound              404  no such thing, or not theirs to see
├── Conflict              409  somebody else was first, or the thing changed meanwhile
│   ├── InstallBusy            another install is running
│   ├── StalePlan              the plan no longer describes what would happen
│   └── MergeConflict          an upgrade and the studio layer changed the same place
├── Invalid               422  what was given cannot be used
│   ├── ManifestError          a plugin's __manifest__.py
│   ├── DependencyError        a missing dependency or a cycle
│   ├── DataFileError          a YAML or CSV file of a plugin
│   ├── PatchError             a patch that matches no node, or several
│   ├── DefinitionError        a definition its kind does not accept
│   ├── ExpressionError        a rule that cannot be read or evaluated
│   ├── RegistryError          a seam used twice, or not there
│   ├── MigrationError         a revision that cannot be applied
│   ├── BrokenPlugin           Python of a plugin that does not load
│   └── Undeliverable          what a server elsewhere will never take
├── InUse                 423  something stands on what is to be removed
└── TooMany               429  tried too often; it says how long to wait
"""

from datetime import timedelta
from typing import ClassVar

from kernel.text import Text


class TongbanError(Exception):
    """A refusal that names the thing, the place and the remedy in both languages."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 400

    def __init__(
        self,
        what: Text,
        *,
        remedy: Text,
        place: str = "",
        problems: tuple["TongbanError", ...] = (),
    ) -> None:
        super().__init__(what.zh)
        self.what = what
        self.remedy = remedy
        self.place = place
        self.problems = problems

    def sentence(self, locale: str = "zh") -> str:
        """Place, thing and remedy as one line, for logs and for who writes definitions."""
        return f"{self.place}: {self.told(locale)}" if self.place else self.told(locale)

    def told(self, locale: str = "zh") -> str:
        """Thing and remedy as one line, for people who know nothing of places."""
        glue = " " if locale.startswith("en") else ""
        return f"{self.what.of(locale)}{glue}{self.remedy.of(locale)}"

    def __str__(self) -> str:
        lines = [self.sentence("zh"), self.sentence("en")]
        lines += [f"  - {problem.sentence('zh')}" for problem in self.problems]
        return "\n".join(lines)


class NotAllowed(TongbanError):
    code = "not_allowed"
    status = 403


class NotFound(TongbanError):
    code = "not_found"
    status = 404


class Conflict(TongbanError):
    code = "conflict"
    status = 409


class InstallBusy(Conflict):
    code = "install_busy"


class StalePlan(Conflict):
    code = "stale_plan"


class MergeConflict(Conflict):
    code = "merge_conflict"


class Invalid(TongbanError):
    code = "invalid"
    status = 422


class ManifestError(Invalid):
    code = "manifest"


class DependencyError(Invalid):
    code = "dependency"


class DataFileError(Invalid):
    code = "data_file"


class PatchError(Invalid):
    code = "patch"


class DefinitionError(Invalid):
    code = "definition"


class ExpressionError(Invalid):
    """Points at the place in the rule: the caret line is the last thing it says."""

    code = "expression"
    line: int = 0
    column: int = 0
    pointer: str = ""

    def __str__(self) -> str:
        return f"{super().__str__()}\n{self.pointer}".rstrip()


class RegistryError(Invalid):
    code = "registry"


class MigrationError(Invalid):
    code = "migration"


class BrokenPlugin(Invalid):
    code = "broken_plugin"


class Undeliverable(Invalid):
    """A server elsewhere has said for good that it does not take something; it is not tried again."""

    code = "undeliverable"


class InUse(TongbanError):
    code = "in_use"
    status = 423


class TooMany(TongbanError):
    """Says how long to wait; an answer over HTTP tells it as Retry-After."""

    code = "too_many"
    status = 429
    wait: timedelta = timedelta()

    @property
    def seconds(self) -> str:
        """The wait as Retry-After tells it."""
        return str(max(1, -int(-self.wait.total_seconds() // 1)))
