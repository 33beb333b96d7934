"""What lies between the marks of one choice, as a passage for each of its options; pure."""

from collections.abc import Iterator, Mapping, Sequence

from forms.fieldtype import FieldType
from forms.marks import Chosen, Slot, Variants

LARGEST = 40_000
"""Characters of all passages of a choice; of longer ones the marks are filled one by one."""


def joined(pieces: Sequence[str | Slot], types: Mapping[str, FieldType]) -> Iterator[str | Slot]:
    """The pieces, in which what lies between the marks of one choice is a passage for each of its options."""
    texts: list[str | Slot] = []
    at = 0
    while at < len(pieces):
        run = _run(pieces, at)
        one = pieces[at]
        if isinstance(one, Chosen) and not types[one.name].many and _size(run) <= LARGEST:
            texts.append(_variants(one.name, run))
            at += len(run)
        else:
            texts.append(one)
            at += 1
    yield from texts


def _run(pieces: Sequence[str | Slot], at: int) -> Sequence[str | Slot]:
    """From here to the last mark of the same choice, as long as nothing but text lies between."""
    first, end = pieces[at], at + 1
    for here in range(at + 1, len(pieces)):
        piece = pieces[here]
        if isinstance(piece, str):
            continue
        if not (isinstance(piece, Chosen) and isinstance(first, Chosen) and piece.name == first.name):
            break
        end = here + 1
    return pieces[at:end]


def _size(run: Sequence[str | Slot]) -> int:
    """The characters of the passages that would be made of it."""
    texts = sum(len(piece) for piece in run if isinstance(piece, str))
    return texts * sum(isinstance(piece, Chosen) for piece in run)


def _variants(name: str, run: Sequence[str | Slot]) -> Variants:
    def read(option: str | None) -> str:
        return "".join(
            piece if isinstance(piece, str) else piece.text
            for piece in run
            if isinstance(piece, str) or (isinstance(piece, Chosen) and piece.option == option)
        )

    options = {piece.option for piece in run if isinstance(piece, Chosen)}
    return Variants(name, read(None), {option: read(option) for option in options})
