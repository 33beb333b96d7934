"""How the last renewal of the servers went, kept in the data folder for the Apps page and the doctor."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from kernel.text import Text

FILE = "renewal.json"


class RenewalState(StrEnum):
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Renewal:
    """One exchange of the servers for new ones."""

    state: RenewalState
    code_version: int | None
    at: str
    zh: str = ""
    en: str = ""

    @property
    def error(self) -> Text:
        """Why it failed; empty otherwise."""
        return Text(self.zh, self.en)


def keep(folder: Path, state: RenewalState, code_version: int | None, *, at: datetime, error: Text) -> None:
    """The report that `last` reads; replaced in one step."""
    renewal = Renewal(state, code_version, at.isoformat(), error.zh, error.en)
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f"{FILE}.{os.getpid()}"
    new.write_text(json.dumps(asdict(renewal), ensure_ascii=False), encoding="utf-8")
    new.replace(folder / FILE)


def last(folder: Path) -> Renewal | None:
    """The last renewal; none when there has been none, or nothing readable is left of it."""
    try:
        return Renewal(**json.loads((folder / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
