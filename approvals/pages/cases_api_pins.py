"""Places on files as JSON: where a line of a return points, and what is found of a file."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response

from approvals.casefile.faces import Material, materials_of
from approvals.casefile.pinning import CELLS, DEEPEST, PAGES, WIDTH, Pin, pin_in
from approvals.casefile.pins import told_apart
from approvals.casefile.verdicts import Fit, Wrong, verdicts_of
from approvals.cases.queries import case_view
from approvals.pages.cases_api_given import object_of, usable, wrong
from approvals.pages.cases_api_said import verdict_said
from approvals.pages.desk import Desk, desk
from approvals.pages.doing import refuse_strange
from approvals.pages.judging import keep, refuse_judge
from approvals.pages.lines import MOST
from kernel.text import Text
from kernel.web import platform, visitor
from kernel.web.exchanged import answered

PIN = ("material", "page", "part", "x", "y", "wide", "high")
LEAST = {"x": 0, "y": 0}
GREATEST = {"page": PAGES, "part": len(CELLS), "x": WIDTH, "wide": WIDTH, "y": DEEPEST, "high": DEEPEST}


def pins_in(at: Desk, number: int, lines: Sequence[Any]) -> Mapping[int, Pin]:
    """Where the lines of a return point, by their numbers; raises for a place that is on no file of theirs."""
    if not any(isinstance(one, dict) and one.get("pin") is not None for one in lines):
        return {}
    files = _files(at, number)
    places = {one.id: one.place for one in files}
    found = {}
    for line, one in enumerate(lines):
        if one.get("pin") is None:
            continue
        place = f"defects.{line}.pin"
        pin = pin_said(one["pin"], place)
        if places.get(pin.material) != one.get("at"):
            raise wrong(
                f"{place}.material",
                Text(
                    "这份材料不在这一条针对的位置。", "The file is not at the place that the line is about."
                ),
                Text("at 用材料的 place。", "Let `at` be the `place` of the file."),
            )
        found[line] = pin
    return told_apart(found, files)


def pin_said(given: Any, place: str, *, material: int = 0) -> Pin:
    """The place that an object names: a page, a part of it, a point or a frame."""
    if not isinstance(given, dict) or set(given) - set(PIN):
        raise wrong(place, *usable("、".join(PIN), ", ".join(PIN)))
    numbers = {name: _number(given[name], name, place) for name in given if given[name] is not None}
    numbers = {"material": material, "page": 1} | numbers
    pin = Pin(
        numbers["material"],
        numbers["page"],
        numbers.get("x"),
        numbers.get("y"),
        numbers.get("part"),
        numbers.get("wide"),
        numbers.get("high"),
    )
    # what a form could carry is a place, and nothing else is
    if pin_in(pin.written) != pin:
        raise wrong(
            place,
            Text("这不是页面上的一个位置。", "This is no place on a page."),
            Text(
                "用 part，或 x、y，或 x、y、wide、high；页面宽 1000，框不能超出页面。",
                "Give `part`, or `x`, `y`, or these with `wide`, `high`; a page is 1000 wide, a frame ends on it.",
            ),
        )
    return pin


def judged(number: int, material: int) -> Response:
    """The file is found in order or not; without a verdict what was found is taken back."""
    given = object_of(("fit", "wrong"))
    with platform().database.transaction() as session:
        at = desk(session)
        refuse_strange(at, number)
        refuse_judge(at, case_view(session, number), [one.id for one in _files(at, number)], material)
        keep(at, number, material, _fit(given.get("fit")), _things(given.get("wrong") or [], material))
        found = verdicts_of(session, number).get(material)
    return answered({"material": material, "verdict": found and verdict_said(found)})


def _files(at: Desk, number: int) -> Sequence[Material]:
    return materials_of(at.session, at.registry, case_view(at.session, number), visitor().user_id)


def _fit(word: Any) -> Fit | None:
    if word is None:
        return None
    if not isinstance(word, str) or word not in set(Fit):
        raise wrong("fit", *usable("、".join(Fit), ", ".join(Fit)))
    return Fit(word)


def _things(given: Any, material: int) -> list[Wrong]:
    if not isinstance(given, list) or len(given) > MOST:
        raise wrong("wrong", *usable(f"最多 {MOST} 条的列表", f"a list of at most {MOST}"))
    found = []
    for line, one in enumerate(given):
        place = f"wrong.{line}"
        if not isinstance(one, dict) or set(one) - {"what", "pin"}:
            raise wrong(place, *usable('{"what": …, "pin": …}', '{"what": …, "pin": …}'))
        what = one.get("what")
        if not isinstance(what, str) or not what.strip():
            raise wrong(f"{place}.what", *usable("文字", "text"))
        pin = pin_said(one.get("pin") or {}, f"{place}.pin", material=material)
        if pin.material != material:
            raise wrong(f"{place}.pin.material", *usable(str(material), str(material)))
        found.append(Wrong(what.strip(), pin))
    return found


def _number(value: Any, name: str, place: str) -> int:
    most, least = GREATEST.get(name, 10**9), LEAST.get(name, 1)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise wrong(
            f"{place}.{name}", *usable(f"{least} 到 {most} 的整数", f"a number from {least} to {most}")
        )
    return value
