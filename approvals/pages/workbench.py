"""The workbench of clerks: the list, a case beside it, an act on it."""

from collections.abc import Callable

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug import Response

from approvals.cases import no_such_case
from approvals.deeds import Deed, carry_out
from approvals.faces import faces_of
from approvals.inbox import Line, line_after, line_of, may_see
from approvals.pages.desk import Desk, Where, desk, where
from approvals.pages.listing import list_pane
from approvals.pages.showing import Button, address_of, case_pane
from approvals.service import Decided
from approvals.timeline import verb_words
from approvals.words import REASONED, Verb
from kernel import audit
from kernel.errors import Invalid, TongbanError
from kernel.text import Text
from kernel.web import platform, visitor
from kernel.web.telling import tell

LONGEST = 2_000
OWN = frozenset({"csrf_token", "step", "seen", "verb", "opinion", "sure", "view", "s", "after", "to"})
"""The names of this form's own fields; what else is posted are answers of the step."""


def index() -> str:
    """The list, and no case yet."""
    at = desk(platform().database.session())
    return render_template("approvals/workbench.html", pane=list_pane(at, where()), case=None)


def case(number: int) -> str:
    """One case beside the list."""
    return _page(number)


def act(number: int) -> ResponseReturnValue:
    """The act is done and the next case of the list is open; or the page says why not and keeps what was typed."""
    opinion = request.form.get("opinion", "").strip()
    try:
        verb = verb_in(request.form.get("verb", ""))
        if verb in REASONED and opinion and not request.form.get("sure") and _may(number, verb):
            return _page(number, opinion=opinion, confirm=verb)
        return decided(number, verb, lambda at: _deed(at, verb, opinion))
    except TongbanError as error:
        return _page(number, opinion=opinion, refused=error), error.status


def decided(number: int, verb: Verb, deed: Callable[[Desk], Deed]) -> Response:
    """The act is done and on record, and leads on to the next case of the list; raises what stops it."""
    here = where()
    with platform().database.transaction() as session:
        at = desk(session)
        _refuse_long(request.form.get("opinion", ""))
        line = _theirs(at, number)
        done = carry_out(session, number, deed(at))
        _record(at, number, verb, done)
        following = line_after(session, at.standing, here.view, line, today=at.today) if line else None
        title = faces_of(session, at.registry, [done.case])[number].title
    return _led_on(here, following, number, title=title, verb=verb)


def _theirs(at: Desk, number: int) -> Line | None:
    """The open task that is theirs, none when it is done; a case that never was theirs is not found."""
    if not may_see(at.session, at.standing, number):
        raise no_such_case(number)
    return line_of(at.session, at.standing, number)


def verb_in(word: str) -> Verb:
    """The act that was chosen; withdrawing belongs to the applicant's own pages."""
    if word in set(Verb) - {Verb.WITHDRAW}:
        return Verb(word)
    raise Invalid(
        Text("没有选择要办理的操作。", "No act was chosen."),
        remedy=Text("请点页面下方的按钮。", "Use one of the buttons at the foot of the page."),
        place="verb",
    )


def _refuse_long(opinion: str) -> None:
    """Raises when the opinion is longer than anybody reads."""
    if len(opinion) > LONGEST:
        raise Invalid(
            Text(
                f"意见有 {len(opinion)} 字，超过了 {LONGEST} 字。",
                f"The opinion has {len(opinion)} characters.",
            ),
            remedy=Text("请写得简短些。", f"Keep it to {LONGEST} characters."),
            place="opinion",
        )


def seen_in() -> int:
    """The revision the page was made from; 0 when the form does not say, so that nothing can be overlooked."""
    written = request.form.get("seen", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0


def _record(at: Desk, number: int, verb: Verb, done: Decided) -> None:
    """The act is in the audit log as well, with the address it came from."""
    audit.record(
        at.session,
        actor=visitor().username,
        action=f"case.{verb}",
        thing=f"case:{number}",
        detail={"seq": done.case.state.seq, "outcome": done.case.state.outcome},
        now=at.now,
        address=request.remote_addr or "",
    )


def _led_on(here: Where, following: Line | None, number: int, *, title: Text, verb: Verb) -> Response:
    """On to the next case of the list, saying what was done, with a way back to it."""
    locale = str(get_locale() or "")
    words = {"title": title.of(locale), "verb": verb_words(verb).of(locale)}
    said = _("“%(title)s”已办理：%(verb)s。下面是下一件。", **words)
    if following is None:
        said = _("“%(title)s”已办理：%(verb)s。这个列表已经办完。", **words)
    tell(said, href=url_for("workbench.case", number=number), follow=_("查看"))
    if following is None:
        return redirect(url_for("workbench.index", **here.arguments()))
    return redirect(address_of(following.case, here))


def _may(number: int, verb: Verb) -> bool:
    """Whether the act is theirs to do as the case stands; if not, the act itself says why."""
    at = desk(platform().database.session())
    found = verb in case_pane(at, number, where(), history=False).page.verbs
    at.session.rollback()
    return found


def _deed(at: Desk, verb: Verb, opinion: str) -> Deed:
    values = {name: request.form.getlist(name) for name in request.form if name not in OWN}
    return Deed(
        step=request.form.get("step", ""),
        verb=verb,
        seen=seen_in(),
        standing=at.standing,
        registry=at.registry,
        now=at.now,
        opinion=opinion,
        values=values,
    )


def _page(
    number: int, *, opinion: str = "", refused: TongbanError | None = None, confirm: Verb | None = None
) -> str:
    here = where()
    at = desk(platform().database.session())
    return render_template(
        "approvals/workbench.html",
        pane=list_pane(at, here, current=number),
        case=case_pane(at, number, here),
        opinion=opinion,
        refused=refused,
        confirm=confirm and Button(confirm, verb_words(confirm), "bad"),
        seen=seen_in() if confirm else None,
    )
