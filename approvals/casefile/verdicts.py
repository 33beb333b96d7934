"""What the office finds of each file of a case: it fits, does not and why, or is not needed; the page commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from approvals.casefile.pinning import Pin, pin_in
from approvals.cases.asides import VERDICT_ONCE, Found
from kernel.db import connection_of
from kernel.errors import Conflict, Invalid
from kernel.once import inserted_once
from kernel.prepared import Prepared
from kernel.text import Text

# built once: every page of a case asks it
OF_CASE = Prepared(
    select(Found.material_id, Found.fit, Found.lines, Found.account, Found.at)
    .where(Found.case_id == bindparam("case"))
    .order_by(Found.id)
)


class Fit(StrEnum):
    """What is found of a file."""

    FITS = "fits"
    UNFIT = "unfit"
    NOT_NEEDED = "not_needed"


WORDS = {
    Fit.FITS: Text("符合", "In order"),
    Fit.UNFIT: Text("不符合", "Not in order"),
    Fit.NOT_NEEDED: Text("不适用", "Not needed"),
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong with a file, and where on it."""

    what: str
    pin: Pin | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of a file, by whom and when; what does not fit says what is wrong."""

    fit: Fit
    wrong: tuple[Wrong, ...]
    account: str
    at: datetime

    @property
    def words(self) -> Text:
        """What was found, in words."""
        return WORDS[self.fit]


def judge(
    session: Session,
    case_id: int,
    material: int,
    fit: Fit,
    wrong: Sequence[Wrong],
    *,
    account: str,
    now: datetime,
) -> None:
    """The file is in order or not, whatever was found of it before; refused where the words contradict the verdict."""
    _refuse_contradiction(fit, wrong)
    lines = [[one.what, one.pin.written if one.pin else ""] for one in wrong]
    values: dict[str, Any] = {"case_id": case_id, "material_id": material, "fit": fit.value, "lines": lines}
    values |= {"account": account, "at": now}
    if inserted_once(session, Found, unique=VERDICT_ONCE, values=values) is None:
        row = session.scalars(
            select(Found).where(Found.case_id == case_id, Found.material_id == material)
        ).one()
        row.fit, row.lines, row.account, row.at = fit.value, lines, account, now
        session.flush()


def take_back(session: Session, case_id: int, material: int) -> None:
    """Nothing is found of the file any more."""
    session.execute(delete(Found).where(Found.case_id == case_id, Found.material_id == material))


def verdicts_of(session: Session, case_id: int) -> Mapping[int, Verdict]:
    """What was found of the files of the case, by their ids."""
    session.flush()
    return {
        material: Verdict(Fit(fit), tuple(Wrong(what, pin_in(pin)) for what, pin in lines), account, at)
        for material, fit, lines, account, at in OF_CASE.typed(connection_of(session), {"case": case_id})
    }


def _refuse_contradiction(fit: Fit, wrong: Sequence[Wrong]) -> None:
    if fit is Fit.UNFIT and not wrong:
        raise Invalid(
            Text("没有写哪里不符合。", "It is not said what is wrong with the file."),
            remedy=Text(
                "请先写下这份材料的问题，再判为“不符合”。", "Say what is wrong with it, then find it so."
            ),
            place="what",
        )
    if fit is not Fit.UNFIT and wrong:
        raise Conflict(
            Text(
                f"这份材料还记着 {len(wrong)} 条问题，不能判为“{WORDS[fit].zh}”。",
                f"{len(wrong)} things are noted as wrong with this file.",
            ),
            remedy=Text("请先删去这些问题，或判为“不符合”。", "Drop them first, or find it not in order."),
            place="what",
        )
