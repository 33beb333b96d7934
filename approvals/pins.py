"""Where on a file the lines of a return point, on record with the return; each flushes, the page commits."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from approvals.asides import Pinned
from approvals.pinning import Pin


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
        pin = Pin(row.material_id, row.page, row.x, row.y, row.cell, row.wide, row.high)
        found.setdefault(row.seq, {})[row.number] = pin
    return found
