"""What a clerk reports of a case, on a page of its own or as a dialog: why, and what follows by the chain."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from approvals.acts.reporting import WORDS, Report, Reportable, What, reportable
from approvals.casefile.faces import faces_of
from approvals.pages.acting import seen_in
from approvals.pages.desk import desk, where
from approvals.pages.doing import reported_here
from approvals.pages.showing import address_of, case_pane, chain_of
from approvals.pages.verbs import not_now
from kernel.errors import TongbanError
from kernel.text import Text
from kernel.web import platform
from kernel.web.telling import tell

ABOUT = {
    What.PARTY_SILENT: Text(
        "对方迟迟不办、又不说明理由时登记；请写明何时以什么方式催过。",
        "For a party that does nothing and gives no reason; say when and how it was urged.",
    ),
    What.UNDELIVERABLE: Text(
        "文书或通知送不到对方时登记；请写明用过哪些送达方式、时间和结果。",
        "For papers that cannot be delivered; say in which ways it was tried, when, and what came of it.",
    ),
    What.EVENT: Text(
        "等待的结果已经到了时登记；请写明结果和外部文书的编号。",
        "For a result that has come; say what it is, and the number of the document.",
    ),
}


def ask(number: int, what: str) -> str:
    """What the report means, before it is made."""
    return _page(number, _what(what))


def send(number: int, what: str) -> ResponseReturnValue:
    """It is on record and the case has gone on; or the page says why not and keeps what was typed."""
    told = _what(what)
    try:
        with platform().database.transaction() as session:
            at = desk(session)
            said = Report(
                what=told,
                seen=seen_in(),
                standing=at.standing,
                registry=at.registry,
                now=at.now,
                words=request.form.get("opinion", ""),
                step=request.form.get("step", ""),
                event=request.form.get("event", ""),
            )
            case = reported_here(at, number, said).case
            title = faces_of(session, at.registry, [case])[number].title
    except TongbanError as error:
        return _page(number, told, refused=error), error.status
    locale = str(get_locale() or "")
    words = {"title": title.of(locale), "what": WORDS[told].of(locale)}
    href = url_for("workbench.case", number=number, tab="feed")
    tell(_("“%(title)s”已办理：%(what)s。", **words), href=href, follow=_("看动态"))
    return redirect(address_of(number, where()))


def _page(number: int, what: What, *, refused: TongbanError | None = None) -> str:
    here = where()
    at = desk(platform().database.session())
    pane = case_pane(at, number, here)
    case = pane.page.case
    speaks = pane.speaks and not pane.page.concerned
    offered = [one for one in reportable(chain_of(at, case), case) if one.what is what and speaks]
    step = request.values.get("step", "")
    found: Reportable | None = next((one for one in offered if one.step == step), None)
    if found is None and refused is None:
        raise not_now()
    return render_template(
        "approvals/report.html",
        case=pane,
        what=what,
        words=WORDS[what],
        about=ABOUT[what],
        found=found,
        refused=refused,
        typed={name: request.form.get(name, "") for name in ("opinion", "event")},
        step=step,
        seen=case.state.seq,
        back=url_for("workbench.case", number=number, **here.arguments()),
    )


def _what(word: str) -> What:
    if word in set(What):
        return What(word)
    raise not_now()
