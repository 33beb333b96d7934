"""From demo/cases.yaml to stories; everything that cannot be read is told at its line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from functools import lru_cache
from pathlib import Path
from typing import Any

from addons.licensing.stories.story import Absence, Deed, Doing, Line, Story
from approvals.words import Verb
from kernel.datafiles.document import Document, place_of
from kernel.datafiles.yamlfile import documents
from kernel.errors import DataFileError
from kernel.kinds import Problem
from kernel.reading import Reader
from kernel.text import Text

FILE = "demo/cases.yaml"
DOINGS = frozenset({*Doing, *Verb})
FARTHEST = 250
"""Working days ago: a year."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one file tells; `place` finds its lines."""

    document: Document
    stories: tuple[Story, ...]
    absences: tuple[Absence, ...]

    def place(self, path: str) -> str:
        """File and line of a part."""
        return place_of(self.document, path)


def told_by(folders: Mapping[str, Path]) -> Iterator[tuple[str, Told]]:
    """The plugins that have such a file, with what it tells."""
    for plugin, folder in folders.items():
        path = folder / FILE
        if path.is_file():
            yield plugin, _told(path, f"{plugin}/{FILE}", path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _told(path: Path, file: str, changed: int) -> Told:  # noqa: ARG001 a file that was changed is read anew
    """Kept, since every story is told in a transaction of its own."""
    problems: list[Problem] = []
    document = next(iter(documents(path, file=file)), Document({}, file, 1))
    body = document.body
    root = Reader(body if isinstance(body, dict) else {}, problems)
    known = root.mapping("answers")
    absences = tuple(_absence(one) for one in root.children("deputies"))
    stories = tuple(_story(one, known) for one in root.some("cases"))
    root.finish()
    if problems:
        raise DataFileError(
            Text("演示办件写得不对。", "The demo cases are not written right."),
            remedy=Text("请改正下列各处。", "Correct the places below."),
            place=place_of(document, problems[0].path),
            problems=tuple(
                DataFileError(one.what, remedy=one.remedy, place=place_of(document, one.path))
                for one in problems
            ),
        )
    return Told(document, stories, absences)


def _absence(node: Reader) -> Absence:
    first, last = (node.whole(key, least=-FARTHEST, most=FARTHEST) for key in ("first", "last"))
    found = Absence(node.text("account"), node.text("deputy"), first or 0, last or 0, node.path)
    node.finish()
    return found


def _story(node: Reader, known: Mapping[str, Any]) -> Story:
    name, matter, certificate = node.name(), node.text("matter"), node.text("certificate")
    found = Story(
        name, matter, certificate, tuple(_deed(one, known) for one in node.some("deeds")), node.path
    )
    node.finish()
    return found


def _deed(node: Reader, known: Mapping[str, Any]) -> Deed:
    answers, written = _answers(node, known)
    found = Deed(
        ago=node.whole("ago", most=FARTHEST) or 0,
        at=_time(node),
        who=node.text("who"),
        does=_doing(node),
        step=node.text("step", default=""),
        says=node.text("says", default=""),
        to=node.text("to", default=""),
        people=node.texts("people"),
        lines=tuple(_line(one) for one in node.children("lines")),
        answers=answers,
        written=written,
        files=node.mapping("files"),
        path=node.path,
    )
    node.finish()
    return found


def _line(node: Reader) -> Line:
    found = Line(node.text("at"), node.text("what"), node.text("mark", default=""))
    node.finish()
    return found


def _answers(node: Reader, known: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    """Those under the names given, over them the deed's own; and where each of them stands."""
    found: dict[str, Any] = {}
    written: dict[str, str] = {}
    for name in node.texts("with"):
        if isinstance(said := known.get(name), dict):
            found |= said
            written |= {key: f"answers.{name}.{key}" for key in said}
            continue
        node.refuse(
            "with",
            Text(f"“answers”里没有“{name}”。", f"There is no “{name}” among the answers."),
            Text("请在文件开头的 answers 里写明。", "Say it under answers at the head of the file."),
        )
    own = node.mapping("answers")
    return {**found, **own}, {**written, **{key: f"{node.path}.answers.{key}" for key in own}}


def _doing(node: Reader) -> str:
    word = node.text("does")
    if word and word not in DOINGS:
        node.refuse(
            "does",
            Text(f"不认识“{word}”。", f"“{word}” is nothing that one can do."),
            Text(f"可用：{'、'.join(sorted(DOINGS))}。", f"Known: {', '.join(sorted(DOINGS))}."),
        )
    return word


def _time(node: Reader) -> time:
    written = node.text("at")
    try:
        return time.fromisoformat(written)
    except ValueError:
        if written:
            node.refuse(
                "at",
                Text(f"“{written}”不是时刻。", f"“{written}” is no time of day."),
                Text('请写成 "09:30"。', 'Write it as "09:30".'),
            )
        return time(9)
