"""An act on the case that is open: done and led on to the next one, or the page says why not and keeps what was typed."""

from collections.abc import Callable, Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug import Response

from approvals.acts.deeds import Deed
from approvals.acts.service import Decided
from approvals.casefile.faces import faces_of
from approvals.casefile.timeline import verb_words
from approvals.lists.inbox import Line, line_of
from approvals.pages.desk import Desk, Where, desk, where
from approvals.pages.doing import done_here
from approvals.pages.lens import NAMES
from approvals.pages.listing import list_pane
from approvals.pages.queues import following
from approvals.pages.showing import Button, address_of, case_pane
from approvals.pages.tabs import tab_in
from approvals.pages.verbs import ASKED, ask, verb_page
from approvals.words import REASONED, Verb
from kernel.db import writing
from kernel.errors import Invalid, TongbanError
from kernel.text import Text
from kernel.web import platform
from kernel.web.telling import tell
from kernel.web.typed import forget_typed

OWN = frozenset(
    {
        *("csrf_token", "step", "seen", "verb", "opinion", "sure", "view", "s", "after", "to", "tab"),
        *("value", "people", "asked", "restored", *NAMES),
    }
)
"""The names of this form's own fields; what else is posted are answers of the step."""
FIND = "_find"
"""The button of a picker: it lists what there is to pick and decides nothing."""
STAYING = frozenset({Verb.CC, Verb.URGE, Verb.ADD_SIGNER, Verb.REMOVE_SIGNER, Verb.SUSPEND, Verb.RESUME})
"""Acts after which the case goes on lying on the desk."""
After = Callable[[Desk, Decided], None]


def act(number: int) -> ResponseReturnValue:
    """The act is done and the next case of the list is open; or the page says why not and keeps what was typed."""
    opinion = request.form.get("opinion", "").strip()
    asked = bool(request.form.get("asked"))
    if FIND in request.form:
        return _again(number, opinion)
    try:
        verb = verb_in(request.form.get("verb", ""))
        sure = asked or request.form.get("sure")
        if verb in REASONED and opinion and not sure and _ends(number, verb):
            return page_of(number, opinion=opinion, confirm=verb)
        return decided(number, verb, lambda at: deed_of(at, verb, opinion))
    except TongbanError as error:
        if asked and request.form.get("verb") in ASKED:
            return verb_page(number, verb_in(request.form["verb"]), refused=error), error.status
        return page_of(number, opinion=opinion, refused=error), error.status


def _again(number: int, opinion: str) -> ResponseReturnValue:
    """The page on which something is being picked, with what was typed; nothing is decided."""
    writing.set(False)
    verb = request.form.get("asked", "")
    try:
        return ask(number, verb) if verb in ASKED else page_of(number, opinion=opinion)
    except TongbanError as error:
        return page_of(number, opinion=opinion, refused=error), error.status


def decided(number: int, verb: Verb, deed: Callable[[Desk], Deed], *, also: Sequence[After] = ()) -> Response:
    """The act is done and on record, and leads on to the next case of the list; raises what stops it."""
    here = where()
    with platform().database.transaction() as session:
        at = desk(session)
        line = line_of(session, at.standing, number)
        done = done_here(at, number, deed(at))
        for follow in also:
            follow(at, done)
        if "restored" in request.form:
            forget_typed(session, url_for("workbench.case", number=number))
        title = faces_of(session, at.registry, [done.case])[number].title
        if verb in STAYING:
            _tell_done(number, title, verb)
            return redirect(address_of(number, here))
        upcoming = following(at, here, line) if line else None
    return _led_on(here, upcoming, number, title=title, verb=verb)


def verb_in(word: str) -> Verb:
    """The act that was chosen; withdrawing belongs to the applicant's own pages."""
    if word in set(Verb) - {Verb.WITHDRAW}:
        return Verb(word)
    raise Invalid(
        Text("没有选择要办理的操作。", "No act was chosen."),
        remedy=Text("请点页面下方的按钮。", "Use one of the buttons at the foot of the page."),
        place="verb",
    )


def seen_in() -> int:
    """The revision the page was made from; 0 when the form does not say, so that nothing can be overlooked."""
    written = request.form.get("seen", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0


def deed_of(at: Desk, verb: Verb, opinion: str) -> Deed:
    """What was posted, as an act."""
    values = {name: request.form.getlist(name) for name in request.form if not _is_ours(name)}
    return Deed(
        step=request.form.get("step", ""),
        verb=verb,
        seen=seen_in(),
        standing=at.standing,
        registry=at.registry,
        now=at.now,
        opinion=opinion,
        to=request.form.get("to", ""),
        value=request.form.get("value", ""),
        people=tuple(dict.fromkeys(one for one in request.form.getlist("people") if one)),
        values=values,
    )


def _is_ours(name: str) -> bool:
    """Whether the field is the page's own, and no answer of the step."""
    return name in OWN or name.startswith(FIND)


def page_of(
    number: int,
    *,
    opinion: str = "",
    refused: TongbanError | None = None,
    confirm: Verb | None = None,
    written: tuple[str, str] = ("", ""),
    tab: str = "",
    restored: bool = False,
) -> str:
    """The case beside the list, with what was typed and why it did not go through."""
    here = where()
    at = desk(platform().database.session())
    return render_template(
        "approvals/workbench.html",
        pane=list_pane(at, here, current=number),
        case=case_pane(at, number, here, tab=tab_in(tab) if tab else None),
        written=written,
        opinion=opinion,
        refused=refused,
        restored=restored or "restored" in request.form,
        confirm=confirm and Button(confirm, verb_words(confirm), "bad"),
        seen=seen_in() if confirm else None,
    )


def _led_on(here: Where, upcoming: Line | None, number: int, *, title: Text, verb: Verb) -> Response:
    """On to the next case of the list, saying what was done, with a way back to it."""
    locale = str(get_locale() or "")
    words = {"title": title.of(locale), "verb": verb_words(verb).of(locale)}
    said = _("“%(title)s”已办理：%(verb)s。下面是下一件。", **words)
    if upcoming is None:
        said = _("“%(title)s”已办理：%(verb)s。这个列表已经办完。", **words)
    tell(said, href=url_for("workbench.case", number=number), follow=_("查看"))
    if upcoming is None:
        return redirect(url_for("workbench.index", **here.arguments()))
    return redirect(address_of(upcoming.case, here))


def _tell_done(number: int, title: Text, verb: Verb) -> None:
    locale = str(get_locale() or "")
    said = _("“%(title)s”已办理：%(verb)s。", title=title.of(locale), verb=verb_words(verb).of(locale))
    tell(said, href=url_for("workbench.case", number=number, tab="feed"), follow=_("查看"))


def _ends(number: int, verb: Verb) -> bool:
    """Whether the act is theirs to do and more than the opinion of a colleague; if not, the act itself says why."""
    at = desk(platform().database.session())
    pane = case_pane(at, number, where())
    found = verb in pane.page.verbs and not pane.lender
    at.session.rollback()
    return found
