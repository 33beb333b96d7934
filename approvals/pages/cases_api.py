"""The workbench as JSON: the lists, one case, the acts; the same rows, rights and refusals as the pages."""

from collections.abc import Mapping
from typing import Any

from flask import Response, request

from approvals.casefile.faces import faces_of
from approvals.cases.queries import case_view, case_views
from approvals.lists.counting import MOST, counts_of
from approvals.lists.inbox import Line, searched
from approvals.lists.narrowing import Limit, Order
from approvals.lists.views import View
from approvals.pages import NUMBER, WORK, cases_api_acts, cases_api_labels, cases_api_pins, cases_api_talk
from approvals.pages.cases_api_labels import labels_of
from approvals.pages.cases_api_said import case_said, row_said
from approvals.pages.desk import LONGEST, Desk, Where, desk, read_line, written_line
from approvals.pages.doing import refuse_strange
from approvals.pages.lens import ANYBODY, NAME, Lens, Name
from approvals.pages.queues import rows_of
from kernel.errors import Invalid
from kernel.seams import pages
from kernel.text import Text
from kernel.web import Pages, platform
from kernel.web.exchanged import answered, object_sent
from kernel.web.inputs import number_in
from kernel.web.registers.api import size_of

ASKED = ("view", "matter", "office", "step", "limit", "label", "order", "for", "after", "size")
"""What a list may be asked for; `for` is whose list it is: that of somebody one stands in for."""
WORDS = ("q", "person", "enterprise")
"""What stands in no address: `q` finds any case of theirs, the others narrow the list."""


@pages("cases_api")
def cases_api_pages() -> Pages:
    """The workbench over HTTP, for the session that a browser has."""
    found = Pages("cases_api", __name__, url_prefix="/api/v1/cases")
    found.get("/", permission=WORK, endpoint="list")(listed)
    found.post("/search", permission=WORK)(search)
    found.get("/counts", permission=WORK)(counts)
    found.get("/labels", permission=WORK, endpoint="labels")(cases_api_labels.listed)
    found.post("/labels", permission=WORK, endpoint="label_make")(cases_api_labels.made)
    label = f"/labels/{NUMBER}"
    found.post(label, permission=WORK, endpoint="label_change")(cases_api_labels.changed)
    found.post(f"{label}/remove", permission=WORK, endpoint="label_remove")(cases_api_labels.removed)
    found.get(f"/{NUMBER}", permission=WORK)(one)
    found.post(f"/{NUMBER}/acts", permission=WORK, endpoint="act")(cases_api_acts.act)
    found.post(f"/{NUMBER}/messages", permission=WORK, endpoint="write")(cases_api_talk.written)
    found.post(f"/{NUMBER}/follow", permission=WORK, endpoint="follow")(cases_api_talk.followed)
    found.post(f"/{NUMBER}/labels", permission=WORK, endpoint="labelled")(cases_api_labels.labelled)
    found.post(f"/{NUMBER}/reports", permission=WORK, endpoint="report")(cases_api_acts.reported)
    file = f"/{NUMBER}/materials/<int(max=2147483647):material>"
    found.post(file, permission=WORK, endpoint="judge")(cases_api_pins.judged)
    found.post(f"/{NUMBER}/claim", permission=WORK, endpoint="claim")(cases_api_acts.claimed)
    found.post(f"/{NUMBER}/release", permission=WORK, endpoint="release")(cases_api_acts.released)
    found.post(f"/{NUMBER}/assign", permission=WORK, endpoint="assign")(cases_api_acts.assigned)
    return found


def listed() -> Response:
    """The rows of a list, one page of them; `after` leads to the next."""
    for name in WORDS:
        if name in request.args:
            raise Invalid(
                Text("搜索的文字不写在地址里。", "Words to search for do not stand in an address."),
                remedy=Text("请用 POST 送到 /api/v1/cases/search。", "POST them to /api/v1/cases/search."),
                place=name,
            )
    return _listed(request.args)


def search() -> Response:
    """The same asked in a JSON object, with words: names of people stand in no address and in no log."""
    given = {name: _plain(name, value) for name, value in object_sent().items()}
    if not given.get("q"):
        return _listed(given)
    at, size = desk(platform().database.session()), size_of(given.get("size", ""))
    _refuse_unknown(given, ("q", "size"))
    found = searched(at.session, at.registry, at.standing, _short("q", given["q"]), limit=size)
    return _rows(at, [Line(0, case, "") for case in found], size=size)


def counts() -> Response:
    """How much waits in each list."""
    at = desk(platform().database.session())
    found = counts_of(at.session, at.standing, today=at.today)
    rows = [{"view": view.value, "count": min(number, MOST)} for view, number in found.of.items()]
    return answered({"more": found.more or found.more_mended, "result": rows})


def one(number: int) -> Response:
    """One case: where it stands, what may be done, what it says, its course."""
    at = desk(platform().database.session())
    refuse_strange(at, number)
    return answered({"result": case_said(at, case_view(at.session, number))})


def _listed(given: Mapping[str, str]) -> Response:
    _refuse_unknown(given, (*ASKED, *WORDS))
    at, size = desk(platform().database.session()), size_of(given.get("size", ""))
    view = View(_word(given, "view", tuple(View)) or View.MINE)
    place = Where(view, after=_after(view, given.get("after", "")), lens=_lens(at, given))
    page = rows_of(at, place, limit=size)
    return _rows(at, page.lines, size=size, view=view.value, after=page.last and written_line(page.last))


def _rows(at: Desk, lines: Any, **more: Any) -> Response:
    cases = case_views(at.session, [line.case for line in lines])
    faces = faces_of(at.session, at.registry, list(cases.values()))
    labels = labels_of(at, cases)
    rows = [
        row_said(at, line, cases[line.case], faces[line.case], labels.get(line.case, ()))
        for line in lines
        if line.case in cases
    ]
    return answered({**more, "result": rows})


def _lens(at: Desk, given: Mapping[str, str]) -> Lens:
    limit, order = _word(given, "limit", tuple(Limit)), _word(given, "order", tuple(Order))
    return Lens(
        matter=given.get("matter", "")[:NAME],
        office=_number(given, "office"),
        step=given.get("step", "")[:NAME],
        limit=Limit(limit) if limit else None,
        person=_named(given, "person"),
        firm=_named(given, "enterprise"),
        order=Order(order) if order else Order.DUE,
        proxy=_word(given, "for", tuple(one.principal.name for one in at.standing.proxies)),
        label=_number(given, "label"),
    )


def _named(given: Mapping[str, str], name: str) -> Name:
    words = _short(name, given.get(name, ""))
    return Name(words) if words else ANYBODY


def _after(view: View, written: str) -> Line | None:
    line = read_line(view, written) if written else None
    if written and line is None:
        raise _unknown("after", written, Text("上一页答复里的 after", "the `after` of the page before"))
    return line


def _word(given: Mapping[str, str], name: str, known: tuple[str, ...]) -> str:
    """One of the known words, or none."""
    word = given.get(name, "")
    if word and word not in known:
        raise _unknown(name, word, Text("、".join(known) or "（无）", ", ".join(known) or "none"))
    return word


def _number(given: Mapping[str, str], name: str) -> int:
    written = given.get(name, "")
    number = number_in(written) if written else 0
    if number is None:
        raise _unknown(name, written, Text("整数", "a whole number"))
    return number


def _short(name: str, words: str) -> str:
    if len(words) > LONGEST:
        raise _unknown(name, words, Text(f"最多 {LONGEST} 字", f"at most {LONGEST} characters"))
    return " ".join(words.split())


def _plain(name: str, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise _unknown(name, str(value), Text("文字或整数", "text or a whole number"))
    return str(value)


def _refuse_unknown(given: Mapping[str, str], known: tuple[str, ...]) -> None:
    for name in given:
        if name not in known:
            raise _unknown(name, "", Text("、".join(known), ", ".join(known)))


def _unknown(name: str, written: str, known: Text) -> Invalid:
    return Invalid(
        Text(
            f"不能这样查：{name[:40]}={written[:40]}。", f"This cannot be asked: {name[:40]}={written[:40]}."
        ),
        remedy=Text(f"可用：{known.zh}。", f"Known: {known.en}."),
        place=name[:64],
    )
