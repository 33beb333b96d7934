"""A place in a source, and the error that points at it."""

import unicodedata
from dataclasses import dataclass

from kernel.errors import ExpressionError
from kernel.text import Text

SHOWN_EXCERPT = 40
SHOWN_BEFORE = 60
SHOWN_LINE = 100


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters `start` to `end` of a source."""

    source: str
    start: int
    end: int

    @property
    def line(self) -> int:
        """The line, counted from 1."""
        return self.source.count("\n", 0, self.start) + 1

    @property
    def column(self) -> int:
        """The column in its line, counted from 1."""
        return self.start - self._line_start() + 1

    @property
    def excerpt(self) -> str:
        """What stands there, on one line and not too long."""
        words = " ".join(self.source[self.start : self.end].split())
        return words if len(words) <= SHOWN_EXCERPT else words[: SHOWN_EXCERPT - 1] + "…"

    @property
    def pointer(self) -> str:
        """The line of the source, and below it carets under the place."""
        head = self._line_start()
        line = self.source[head:].split("\n", 1)[0]
        first = self.start - head
        last = max(min(self.end - head, len(line)), first + 1)
        cut = max(0, first - SHOWN_BEFORE)
        shown = line[cut : cut + SHOWN_LINE].replace("\t", " ").replace("\r", " ")
        carets = "".join("^" * _width(letter) for letter in line[first : min(last, cut + SHOWN_LINE)]) or "^"
        before, after = "…" if cut else "", "…" if cut + SHOWN_LINE < len(line) else ""
        return f"{before}{shown}{after}\n{_blank(before + line[cut:first])}{carets}"

    def error(self, what: Text, remedy: Text) -> ExpressionError:
        """The refusal of what stands here."""
        line, column = self.line, self.column
        zh = f"第 {line} 行第 {column} 列" if "\n" in self.source else f"第 {column} 列"
        en = f"Line {line}, column {column}" if "\n" in self.source else f"Column {column}"
        if self.excerpt:
            zh, en = f"{zh}「{self.excerpt}」", f"{en}, `{self.excerpt}`"
        error = ExpressionError(Text(f"{zh}：{what.zh}", f"{en}: {what.en}"), remedy=remedy)
        error.line, error.column, error.pointer = line, column, self.pointer
        return error

    def _line_start(self) -> int:
        return self.source.rfind("\n", 0, self.start) + 1


def whole(source: str) -> Spot:
    """The place that is the source itself."""
    return Spot(source, 0, len(source))


def _width(letter: str) -> int:
    return 2 if _wide(letter) else 1


def _wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def _blank(text: str) -> str:
    return "".join("\u3000" if _wide(letter) else " " for letter in text)
