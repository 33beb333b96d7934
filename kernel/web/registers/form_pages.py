"""The pages on which a row is added or edited: one form, its mistakes beside their fields, what was typed kept."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_appbuilder import expose, has_access
from flask_babel import get_locale
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from kernel.access import resource_of, rules_of
from kernel.errors import NotFound, TongbanError
from kernel.text import Text
from kernel.web.access import allowed
from kernel.web.registers import complaints
from kernel.web.registers.writing import RegisterForm, Writer
from kernel.web.registers.written import Act, WrongFields, ground_of, standing, writing_of, written
from kernel.web.request import platform, versions, visitor

if TYPE_CHECKING:
    from kernel.web.registers.view import RegisterView

    View = type[RegisterView]

GROUND = "_ground"
WRONG = 422
TOLD = {
    Act.ADDED: Text("已登记。", "Registered."),
    Act.EDITED: Text("已保存。", "Saved."),
    Act.SAME: Text("没有改动。", "Nothing was changed."),
}


class FormPages:
    """A row is added or edited by whoever may; FAB knows the pages by the names it has for them."""

    @expose("/add", methods=("GET", "POST"))
    @has_access
    def add(self) -> ResponseReturnValue:
        """The empty form; posted, the row is there or the form says what is wrong."""
        return _answer(self, None)

    @expose("/edit/<int:pk>", methods=("GET", "POST"))
    @has_access
    def edit(self, pk: int) -> ResponseReturnValue:
        """The form with the row in it; posted, the row is as typed or the form says what is wrong."""
        return _answer(self, pk)


def writer_here(session: Session) -> Writer:
    """Who writes in this request."""
    here, who = platform(), visitor()
    return Writer(
        session,
        who.actor,
        here.clock.now(),
        here.keys,
        request.remote_addr or "",
        here.registry,
        rules_of(session, who.actor.role_ids, version=versions().role),
    )


def _answer(page: Any, pk: int | None) -> ResponseReturnValue:
    return _saved(page, pk) if request.method == "POST" else _form(page, pk)


def _saved(page: Any, pk: int | None) -> ResponseReturnValue:
    view: View = type(page)
    given = _given(view, pk)
    try:
        with platform().database.transaction() as session:
            done = written(view, writer_here(session), pk, given, ground=request.form.get(GROUND, ""))
    except WrongFields as error:
        return _form(page, pk, given, problems=error.fields)
    except TongbanError as error:
        if isinstance(error, NotFound) and error.place == view.name:
            raise
        if error.place in given:
            return _form(page, pk, given, problems={error.place: complaints.of(error)})
        return _form(page, pk, given, refused=error)
    flash(TOLD[done.act].of(str(get_locale())), "ok")
    return redirect(_after(page, done.pk))


def _given(view: "View", pk: int | None) -> dict[str, str]:
    """Every field of the form: a box that is not ticked is not sent."""
    fields = writing_of(view).form()
    return {one.name: request.form.get(one.name, "") for one in fields if pk is None or not one.fixed}


def _form(
    page: Any,
    pk: int | None,
    given: Mapping[str, str] | None = None,
    *,
    problems: Mapping[str, Text] | None = None,
    refused: TongbanError | None = None,
) -> ResponseReturnValue:
    view: View = type(page)
    session = platform().database.session()
    writer = writer_here(session)
    stands = None if pk is None else standing(view, writer, pk)
    typed = None if given is None else MultiDict(given)
    form: RegisterForm = writing_of(view).form(typed, writer=writer, stands=stands)
    shown = render_template(
        "registers/form.html",
        view=view,
        form=form,
        pk=pk,
        stands=stands,
        ground="" if stands is None else ground_of(stands),
        problems=problems or {},
        refused=refused,
        back=_after(page, pk),
        sheets=_sheets(page) if pk is None else "",
    )
    return shown, refused.status if refused else WRONG if problems else 200


def _sheets(page: Any) -> str:
    """Where many rows are brought at once, for those who may."""
    may = allowed(("can_import", resource_of(type(page).datamodel.obj)))
    return url_for(page.import_endpoint) if may and page.import_endpoint else ""


def _after(page: Any, pk: int | None) -> str:
    """Where one goes from here: the row, the list, or the form again for those who may not read."""
    if not allowed(("can_list", resource_of(type(page).datamodel.obj))):
        return url_for(f"{page.endpoint}.add")
    return url_for(f"{page.endpoint}.list") if pk is None else url_for(f"{page.endpoint}.show", pk=pk)
