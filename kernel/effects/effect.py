"""What an effect is: typed parameters, a dry run, the act itself."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy.orm import Session

from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Change:
    """What an effect finds and what it leaves, as JSON; None where there is nothing."""

    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


class Effect(ABC):
    """Offered at the seam `effect`; `Parameters` is a frozen dataclass whose fields `with` fills."""

    title: ClassVar[Text]
    Parameters: ClassVar[type[Any]]

    @abstractmethod
    def dry_run(self, session: Session, parameters: Any) -> Change:
        """What `apply` would change; writes nothing."""

    @abstractmethod
    def apply(self, session: Session, parameters: Any) -> Change:
        """The change is made in the session's transaction."""
