"""Whether a return asks for what could have been asked for the first time (行政许可法第三十二条第一款第四项); pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from approvals.engine.acts import Defect, Entry
from approvals.engine.walking import OF_PARTIES
from approvals.words import StepKind, Verb


@dataclass(frozen=True, slots=True)
class Returned:
    """A return by the office: when, by which entry of the log, and everything that it named."""

    seq: int
    at: datetime
    defects: tuple[Defect, ...]


def is_to_party(by: StepKind | None, to: StepKind | None) -> bool:
    """Whether it is an office that sends a case back to a party: what else is sent back is no letter to anybody."""
    return by is StepKind.ACT and to in OF_PARTIES


def returns_in(entries: Sequence[Entry], kinds: Mapping[str, StepKind]) -> tuple[Returned, ...]:
    """The returns with defects by an office to a party, the first one first.

    Those of parties are their own affair, and what one office says to another was never told to the applicant.
    """
    return tuple(
        Returned(entry.seq, entry.act.at, entry.act.defects)
        for entry in entries
        if entry.act.verb is Verb.RETURN
        and is_to_party(kinds.get(entry.act.step), kinds.get(entry.act.to))
        and entry.act.defects
    )


def late(
    defects: Sequence[Defect], earlier: Sequence[Returned], *, changed: Collection[str]
) -> tuple[int, ...]:
    """The lines that ask for something which no earlier return named and which stood there unchanged.

    `changed` are the paths of answers that are no longer what they were at the first return.
    """
    return tuple(_late(defects, earlier, changed)) if earlier else ()


def _late(defects: Sequence[Defect], earlier: Sequence[Returned], changed: Collection[str]) -> Iterator[int]:
    named = {one.at for before in earlier for one in before.defects if one.at}
    said = {one.what.strip() for before in earlier for one in before.defects}
    for number, one in enumerate(defects):
        if one.what.strip() in said or one.at in named:
            continue
        if one.at and {one.at, one.at.partition(".")[0]} & set(changed):
            continue
        yield number
