"""Where on a file the lines of a return point, on record with the return; each flushes, the page commits."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from approvals.casefile.faces import Material
from approvals.casefile.pinning import Pin
from approvals.cases.asides import Pinned

LONGEST = 255
"""Characters of the name of a file."""


def told_apart(pins: Mapping[int, Pin], files: Sequence[Material]) -> dict[int, Pin]:
    """The pins, with the names of the files of which several came for the same material."""
    come, known = Counter(one.place for one in files), {one.id: one for one in files}
    found = {}
    for number, pin in pins.items():
        file = known.get(pin.material)
        found[number] = replace(pin, file=file.name) if file and come[file.place] > 1 else pin
    return found


def note_pins(session: Session, case_id: int, seq: int, pins: Mapping[int, Pin]) -> None:
    """The lines of the return, by their numbers, point there."""
    for number, pin in sorted(pins.items()):
        session.add(
            Pinned(
                case_id=case_id,
                seq=seq,
                number=number,
                material_id=pin.material,
                page=pin.page,
                x=pin.x,
                y=pin.y,
                cell=pin.cell,
                wide=pin.wide,
                high=pin.high,
                file=pin.file[:LONGEST],
            )
        )
    session.flush()


def pins_of(session: Session, case_id: int) -> Mapping[int, Mapping[int, Pin]]:
    """The pins of each return by the entry of the log that holds it, and by the number of their line."""
    found: dict[int, dict[int, Pin]] = {}
    rows = session.scalars(
        select(Pinned).where(Pinned.case_id == case_id).order_by(Pinned.seq, Pinned.number)
    )
    for row in rows:
        pin = Pin(row.material_id, row.page, row.x, row.y, row.cell, row.wide, row.high, row.file)
        found.setdefault(row.seq, {})[row.number] = pin
    return found
