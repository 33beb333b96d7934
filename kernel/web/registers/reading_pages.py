"""The pages on which a register is read: its list, one row, the search, and the views that people save."""

from typing import TYPE_CHECKING, Any, cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_appbuilder.baseviews import expose
from flask_appbuilder.security.decorators import has_access
from flask_babel import gettext as _

from kernel.web.registers import saved
from kernel.web.registers.exporting_pages import ExportingPages
from kernel.web.registers.here import question_here, reader_here, seal_words
from kernel.web.registers.listing import list_page
from kernel.web.registers.queries import row_of
from kernel.web.registers.question import COLUMNS, SEALED
from kernel.web.registers.showing import shown_row
from kernel.web.request import platform, visitor

if TYPE_CHECKING:
    from kernel.web.registers.view import RegisterView

READING = frozenset({"list", "show", "find", "keep", "forget", "export", "pick"})


class ReadingPages(ExportingPages):
    """List, show page, search and saved views of a register."""

    @expose("/list/")
    @has_access
    def list(self) -> ResponseReturnValue:
        """The rows asked for, as many as one page holds."""
        view = cast("RegisterView", self)
        if not view.columns:
            return cast("ResponseReturnValue", super().list())  # type: ignore[misc]
        page = list_page(view, reader_here(), question_here(view, request.args))
        return render_template("registers/list.html", view=view, page=page)

    @expose("/show/<pk>", methods=["GET"])
    @has_access
    def show(self, pk: str) -> ResponseReturnValue:
        """Everything that the register says of one row."""
        view = cast("RegisterView", self)
        if not view.columns:
            return cast("ResponseReturnValue", super().show(pk))  # type: ignore[misc]
        reader = reader_here()
        row = shown_row(view, row_of(type(view), reader, pk, view.columns), reader.locale)
        return render_template(view.show_template, view=view, row=row, **view.more(reader, row))

    @expose("/find", methods=["POST"])
    @has_access
    def find(self) -> ResponseReturnValue:
        """Leads to the list with the words searched for, which no address or log shows."""
        view = cast("RegisterView", self)
        question = view.question(request.form.items(multi=True))
        pairs = question.on(1).pairs()
        if question.words:
            pairs.append((SEALED, seal_words(view, question.words)))
        return redirect(_list_address(view, pairs))

    @expose("/keep", methods=["POST"])
    @has_access
    def keep(self) -> ResponseReturnValue:
        """The question is saved under a name, or its columns as those that this account wants to see."""
        view = cast("RegisterView", self)
        question = view.question(request.form.items(multi=True))
        pairs = question.on(1).pairs()
        if "once" in request.form:
            return redirect(_list_address(view, [*pairs, (SEALED, request.form.get(SEALED, ""))]))
        here, user_id, now = platform(), _user_id(), platform().clock.now()
        with here.database.transaction() as session:
            if "name" in request.form:
                name = request.form["name"].strip()
                saved.save(session, view.name, user_id, name, question, now=now)
                flash(_("已保存视图“%(name)s”。", name=name), "success")
            else:
                habit = () if "reset" in request.form else question.columns
                saved.remember_columns(session, view.name, user_id, habit, now=now)
                pairs = [pair for pair in pairs if pair[0] != COLUMNS]
        return redirect(_list_address(view, pairs))

    @expose("/forget/<int:number>", methods=["POST"])
    @has_access
    def forget(self, number: int) -> ResponseReturnValue:
        """The saved view is gone."""
        view = cast("RegisterView", self)
        with platform().database.transaction() as session:
            name = saved.forget(session, view.name, _user_id(), number)
        flash(_("已删除视图“%(name)s”。", name=name), "success")
        return redirect(_list_address(view, []))


def _list_address(view: Any, pairs: list[tuple[str, str]]) -> str:
    arguments: dict[str, Any] = {}
    for name, value in filter(lambda pair: pair[1], pairs):
        arguments.setdefault(name, []).append(value)
    return url_for(f"{view.endpoint}.list", **arguments)


def _user_id() -> int:
    # the guard let nobody in without an account
    return cast("int", visitor().user_id)
