"""The plans of several rows as one: as many rows below each other as an answer has, filled in one go."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import escape

from forms.plans import Plan, as_text, special


class Stack(NamedTuple):
    """Rows without states and pieces of their own as parts, some of them empty until a request fills them."""

    parts: list[str]
    places: tuple[int, ...]
    named: tuple[tuple[str, ...], ...]
    """Of each row whose cells stand as text, in the order of the places."""
    picks: tuple[tuple[tuple[int, str, Mapping[str, str]], ...], ...]
    """Of each row which passages read otherwise for which answers."""

    def filled(self, rows: Sequence[Mapping[str, Any]]) -> str:
        """The rows with these cells; there are as many as rows in the stack."""
        parts = self.parts.copy()
        texts = [
            value if value.__class__ is str else as_text(value)
            for row, names in zip(rows, self.named, strict=True)
            for value in map(row.get, names)
        ]
        # one look at all of them together: most rows hold nothing to escape
        if special("".join(texts)):
            texts = [escape(text) for text in texts]
        for at, text in zip(self.places, texts, strict=True):
            parts[at] = text
        for row, picks in zip(rows, self.picks, strict=True):
            for at, name, passages in picks:
                value = row.get(name)
                if value.__class__ is str and value in passages:
                    parts[at] = passages[value]
        return "".join(parts)


def stacked(plans: Sequence[Plan]) -> Stack | None:
    """The rows one below the other; None when their cells need more than text and simple choices."""
    if any(plan.members or plan.turns or plan.choices or plan.drawn for plan in plans):
        return None
    parts: list[str] = []
    places: list[int] = []
    picks = []
    for plan in plans:
        start = len(parts)
        parts += plan.parts
        places += [start + at for at in plan.places]
        picks.append(tuple((start + at, name, passages) for at, name, passages in plan.picks))
    return Stack(parts, tuple(places), tuple(plan.named for plan in plans), tuple(picks))
