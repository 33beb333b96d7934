"""The calendar of what ends, among the numbers of offices; every day leads to its certificates."""

from datetime import date
from typing import Any

from flask import render_template, url_for

from addons.certificates.ending import ends_by_day, last_day, year_of
from addons.certificates.models import Certificate
from kernel.access import scoped
from kernel.seams import slot
from kernel.web import allowed, platform
from kernel.web.registers.here import reader_here
from kernel.web.registers.reader import Reader

LIST = "can_list"


@slot("certificates.year", slot="work.numbers", order=10)
def year(context: Any) -> str:  # noqa: ARG001 a slot's signature
    """How many certificates end on each day of the year ahead, of those that the visitor may list."""
    if not allowed((LIST, Certificate.__tablename__)):
        return ""
    today, reader = platform().clock.today(), reader_here()
    counts: dict[date, int] = dict(reader.session.execute(listable(ends_by_day(today), reader)).all())
    return render_template(
        "certificates/_year.html",
        year=year_of(counts, today),
        ending=_ending,
        today=today,
        last=last_day(today),
    )


def listable(statement: Any, reader: Reader) -> Any:
    """The same of those certificates that the reader may list."""
    return scoped(
        statement,
        Certificate,
        reader.actor,
        permission=LIST,
        registry=reader.registry,
        rules=reader.rules,
    )


def _ending(first: date, last: date) -> str:
    """The address of the valid certificates that end from one day to another."""
    days: dict[str, Any] = {"valid_to.from": first.isoformat(), "valid_to.to": last.isoformat()}
    return url_for("Certificates.list", state="valid", **days)
