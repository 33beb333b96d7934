"""One section of an application on one page: filled in, saved as far as it is, gone on with when it is right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from addons.licensing import service
from addons.portal.filling import Filling, asks, faults_in, last_day, offers_in, uploads_in
from addons.portal.overtaking import differences, ground
from addons.portal.pages.asking import APPLY, caller, locale, now, reading, registry, today
from addons.portal.pages.keeping import seen_of
from addons.portal.pages.own import applications, mine
from addons.portal.pages.uploading import with_uploads, without_removed
from forms import service as forms
from forms.answers import Fault
from forms.definition import Section
from forms.links import shown
from forms.offering import SEEK, sought_in
from kernel.errors import Conflict
from kernel.web import platform, visitor
from kernel.web.typed import forget_typed, typed_before

OK, WRONG, OVERTAKEN = 200, 422, 409
STAYING = ("_upload", "_add_row", "_remove_row", "_remove_upload", SEEK)
"""Buttons after which the same page comes back."""
LEAVING = ("stay", "later")
"""Buttons after which nothing is judged but what cannot be kept."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of a page that was posted: what stands on it now, what is wrong, the revision it holds."""

    values: Mapping[str, Any] | None = None
    faults: Mapping[str, Fault] = field(default_factory=dict)
    more_rows: Mapping[str, int] = field(default_factory=dict)
    overtaken: Conflict | None = None
    revealed: Sequence[str] = ()
    """Titles of questions that the page did not show before."""
    restored: Mapping[str, str] | None = None
    """What was typed before the session ended, put back and not saved yet."""


@applications.get("/<int:number>/fill/<section>", permission=APPLY)
def form(number: int, section: str) -> ResponseReturnValue:
    """The questions of a section with what stands there; what has to be mended is told at its field."""
    session = reading()
    found = mine(session, number, caller(session))
    if found.section(section) is None:
        return redirect(url_for("portal_applications.show", number=number))
    typed = typed_before(session)
    if typed is not None:
        values = forms.retyped(found.submission, found.form, found.form.raw_from(typed, [section]))
        return _page(found, section, Posted(values, restored=typed))
    return _page(found, section, Posted(faults=found.defects([section])))


@applications.post("/<int:number>/fill/<section>", permission=APPLY, keeps="portal_applications.form")
def save(number: int, section: str) -> ResponseReturnValue:
    """The section is saved; on to the next one when nothing is wrong, unless they leave it for later."""
    try:
        with platform().database.transaction() as session:
            who = caller(session)
            found = mine(session, number, who)
            asked = found.section(section)
            if asked is None:
                return redirect(url_for("portal_applications.show", number=number))
            hidden = _hidden(found, asked)
            raw = found.form.raw_from(request.form, [section])
            rearranged = without_removed(raw)
            refused = with_uploads(session, found.form, [section], raw)
            saved = service.save(
                session,
                found.application,
                raw,
                sections=[section],
                seen=seen_of(found, asked),
                standing=who.standing,
                registry=registry(),
                now=now(),
            )
            told = {**saved.problems, **refused}
            forget_typed(session, url_for("portal_applications.form", number=number, section=section))
    except Conflict as error:
        return _overtaken(number, section, error)
    if rearranged or any(name in request.form for name in STAYING):
        return _still_here(number, section, told, rearranged)
    if refused and request.form.get("_go") in LEAVING:
        # what was typed is kept as it is; a file that was not taken is gone unless they are told
        return _page(mine(reading(), number, caller(reading())), section, Posted(faults=refused)), WRONG
    if request.form.get("_go") == "stay":
        flash(_("已保存。"), "ok")
        return redirect(url_for("portal_applications.form", number=number, section=section))
    if request.form.get("_go") == "later":
        flash(_("已保存。您可以随时回来继续填写。"), "ok")
        return redirect(url_for("portal_applications.show", number=number))
    return _onward(number, section, told, hidden)


@applications.post("/<int:number>/fill/<section>/drop", permission=APPLY)
def drop(number: int, section: str) -> ResponseReturnValue:
    """What was typed before the session ended is not wanted; the page says what is saved."""
    _forget(number, section)
    return redirect(url_for("portal_applications.form", number=number, section=section))


def _forget(number: int, section: str) -> None:
    with platform().database.transaction() as session:
        forget_typed(session, url_for("portal_applications.form", number=number, section=section))


def _onward(
    number: int, section: str, told: Mapping[str, Fault], hidden: frozenset[str]
) -> ResponseReturnValue:
    """The page that follows, or the same one with what is wrong or missing, or what it did not show before."""
    found = mine(reading(), number, caller(reading()))
    revealed = _revealed(found, section, hidden)
    faults = {**faults_in(found, [section], on=today()), **told}
    if faults:
        return _page(found, section, Posted(faults=faults, revealed=revealed)), WRONG
    if revealed:
        return _page(found, section, Posted(revealed=revealed))
    if found.correction is not None:
        flash(_("已保存。全部改好后，请一次交回。"), "ok")
        return redirect(url_for("portal_applications.show", number=number))
    following = found.after(section)
    if following is None:
        return redirect(url_for("portal_applications.check", number=number))
    return redirect(url_for("portal_applications.form", number=number, section=following))


def _still_here(number: int, section: str, told: Mapping[str, Fault], at: str) -> ResponseReturnValue:
    """The same page after a file or a row has come or gone; only what cannot be kept is told."""
    if SEEK in request.form:
        # who is still choosing is told nothing yet, and what is sought stands on no other page
        return _page(mine(reading(), number, caller(reading())), section, Posted())
    row = request.form.get("_add_row", "")
    if not told and not row:
        here = url_for("portal_applications.form", number=number, section=section)
        target = at or request.form.get("_upload", "")
        return redirect(f"{here}#{target}-field" if target.isidentifier() else here)
    found = mine(reading(), number, caller(reading()))
    posted = Posted(faults=told, more_rows={row: 1} if row in found.form.fields else {})
    return _page(found, section, posted), WRONG if told else OK


def _overtaken(number: int, section: str, error: Conflict) -> ResponseReturnValue:
    """The page with what was typed, which nobody types twice, and why it was not saved."""
    _forget(number, section)
    found = mine(reading(), number, caller(reading()))
    if found.section(section) is None:
        flash(error.told(locale()), "warn")
        return redirect(url_for("portal_applications.show", number=number))
    raw = found.form.raw_from(request.form, [section])
    values = forms.retyped(found.submission, found.form, raw)
    return _page(found, section, Posted(values, overtaken=error)), OVERTAKEN


def _hidden(found: Filling, section: Section) -> frozenset[str]:
    """The questions of the section that a page without scripts does not show."""
    if "_live" in request.form:
        return frozenset()
    hidden = found.form.state(found.values, today=today())["hidden"]
    return frozenset(field.name for field in section.fields if field.asked and field.name in hidden)


def _revealed(found: Filling, section: str, hidden: frozenset[str]) -> Sequence[str]:
    """The titles of those that show now and have no answer yet."""
    opened = found.section(section)
    if opened is None or not hidden:
        return ()
    still = found.form.state(found.values, today=today())["hidden"]
    fresh = [one for one in opened.fields if one.name in hidden and one.name not in still]
    return [one.title.of(locale()) for one in fresh if found.values.get(one.name) is None]


def _page(found: Filling, section: str, posted: Posted) -> str:
    here, session = platform(), reading()
    opened = next(one for one in found.opened if one.name == section)
    values = found.values if posted.values is None else posted.values
    restored = posted.restored
    offers = offers_in(session, found, [section], values=values, sought=sought_in(request.form))
    files = uploads_in(session, found, values, reader=visitor().username)
    drawn = found.form.page(
        values,
        posted.faults,
        [section],
        today=today(),
        uploads=shown(files, visitor().user_id, keys=here.keys, now=now()),
        more_rows=posted.more_rows,
        offers=offers,
        brought=found.submission.brought or {},
    )
    return render_template(
        "portal/section.html",
        found=found,
        section=opened,
        # what is put back stands on what it stood on when it was typed
        seen=restored.get("_seen", "") if restored else found.submission.revision,
        ground=restored.get("_ground", "") if restored else ground(found, opened),
        restored=restored,
        place=found.sections.index(section) + 1,
        drawn=drawn,
        asks=asks(opened),
        overtaken=posted.overtaken,
        differences=differences(found, opened, values, offers) if posted.overtaken else (),
        revealed=posted.revealed,
        last_day=last_day(session, found),
    )
