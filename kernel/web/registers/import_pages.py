"""The pages on which a sheet is brought: chosen, its columns matched, tried out, carried in."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_appbuilder import expose, has_access, permission_name
from flask_babel import get_locale

from kernel.audit import record
from kernel.errors import Invalid, TongbanError
from kernel.models import ImportBatch
from kernel.models.imports import BatchState
from kernel.sheets import LARGEST, MIMETYPES, MOST_ROWS, Format, read_sheet, sheet
from kernel.text import Text
from kernel.web.registers.form_pages import writer_here
from kernel.web.registers.importing import batches, passes, problems
from kernel.web.registers.importing.matching import chosen, twice
from kernel.web.registers.importing.refusals import no_file, shared_columns, unmatched_columns
from kernel.web.registers.written import writing_of
from kernel.web.request import platform, visitor

if TYPE_CHECKING:
    from kernel.web.registers.view import RegisterView

    View = type[RegisterView]

IMPORTS = frozenset(
    {"import_sheet", "import_blank", "import_columns", "import_batch", "import_problems", "import_carry"}
)
RUNNING = (BatchState.CHECKING, BatchState.IMPORTING)
PATIENCE = timedelta(minutes=10)
"""After so long without a step something is wrong with the scheduler or with the work."""
NO_PROBLEM = Text("没有有问题的行。", "No row has a problem.")
TRIED = (BatchState.CHECKED, BatchState.DONE)


class ImportPages:
    """A sheet goes through four pages; each batch is seen by the account that brought it, and by nobody else."""

    @expose("/import", methods=("GET", "POST"))
    @has_access
    @permission_name("import")
    def import_sheet(self) -> ResponseReturnValue:
        """The page that asks for a file; posted, the file is read and laid away, or refused as a whole."""
        return _brought(self) if request.method == "POST" else _file_page(self)

    @expose("/import/blank")
    @has_access
    @permission_name("import")
    def import_blank(self) -> ResponseReturnValue:
        """A sheet with the headings and nothing below them."""
        view: View = type(self)  # type: ignore[assignment]
        titles = [one.label.text.of(_locale()) for one in writing_of(view).form()]
        return _sheet(f"{view.name}-import", titles, (), title=view.title)

    @expose("/import/<int:number>/columns", methods=("GET", "POST"))
    @has_access
    @permission_name("import")
    def import_columns(self, number: int) -> ResponseReturnValue:
        """Which column is which field; posted, the sheet is tried out."""
        return _tried(self, number) if request.method == "POST" else _columns_page(self, number)

    @expose("/import/<int:number>")
    @has_access
    @permission_name("import")
    def import_batch(self, number: int) -> ResponseReturnValue:
        """How far the sheet is: being tried or carried in, what was found, what was done."""
        return _batch_page(self, number)

    @expose("/import/<int:number>/problems")
    @has_access
    @permission_name("import")
    def import_problems(self, number: int) -> ResponseReturnValue:
        """The rows with problems as a sheet that can be mended and brought again; the download is on record."""
        return _problem_sheet(self, number)

    @expose("/import/<int:number>/carry", methods=("POST",))
    @has_access
    @permission_name("import")
    def import_carry(self, number: int) -> ResponseReturnValue:
        """The good rows are being carried in."""
        with platform().database.transaction() as session:
            batch = _batch(self, number)
            passes.begin_import(writer_here(session), batch, only_new=bool(request.form.get("only_new")))
        return redirect(_address(self, batch))


def _brought(page: Any) -> ResponseReturnValue:
    view: View = type(page)
    file = request.files.get("file")
    try:
        if file is None or not file.filename:
            raise no_file()
        content = file.read(LARGEST + 1)
        found = read_sheet(content)
        with platform().database.transaction() as session:
            batch = batches.brought(
                writer_here(session),
                view.name,
                writing_of(view),
                found,
                filename=file.filename,
                content=content,
            )
    except Invalid as error:
        return _file_page(page, error)
    return redirect(url_for(f"{page.endpoint}.import_columns", number=batch.id))


def _file_page(page: Any, refused: TongbanError | None = None) -> ResponseReturnValue:
    view: View = type(page)
    shown = render_template(
        "registers/import.html",
        view=view,
        page=page,
        fields=list(writing_of(view).form(writer=writer_here(platform().database.session()))),
        most_rows=MOST_ROWS,
        largest=LARGEST // 1024**2,
        refused=refused,
    )
    return shown, refused.status if refused else 200


def _columns_page(
    page: Any, number: int, columns: Mapping[str, int] | None = None, refused: TongbanError | None = None
) -> ResponseReturnValue:
    view: View = type(page)
    batch = _batch(page, number)
    if batch.state not in (BatchState.BROUGHT, BatchState.CHECKED):
        return redirect(_address(page, batch))
    session, writing = platform().database.session(), writing_of(view)
    places = batch.columns if columns is None else columns
    shown = render_template(
        "registers/import_columns.html",
        view=view,
        page=page,
        batch=batch,
        samples=problems.samples_of(session, platform().keys, writing, batch, places),
        unused=[
            words for place, words in enumerate(batch.headings) if words and place not in places.values()
        ],
        identity=writing.identity,
        refused=refused,
    )
    return shown, refused.status if refused else 200


def _tried(page: Any, number: int) -> ResponseReturnValue:
    view: View = type(page)
    batch = _batch(page, number)
    names = [one.name for one in writing_of(view).form()]
    columns = chosen(request.form, names, len(batch.headings))
    try:
        _refuse_unclear(view, columns)
    except Invalid as error:
        return _columns_page(page, number, columns, error)
    with platform().database.transaction() as session:
        writer = writer_here(session)
        passes.begin_trial(view, writer, _batch(page, number), columns)
    return redirect(_address(page, batch))


def _refuse_unclear(view: "View", columns: Mapping[str, int]) -> None:
    """Nothing, when each column serves one field and those that say which row is meant are there."""
    writing = writing_of(view)
    fields = {one.name: one for one in writing.form()}
    if shared := twice(columns):
        raise shared_columns(fields[name].label.text for name in shared)
    # without a way to find rows every needed field must come with the sheet
    meant = writing.identity or tuple(fields)
    needed = [name for name in meant if fields[name].required]
    if missing := [name for name in needed if name not in columns]:
        raise unmatched_columns(fields[name].label.text for name in missing)


def _batch_page(page: Any, number: int) -> ResponseReturnValue:
    view: View = type(page)
    batch = _batch(page, number)
    if batch.state == BatchState.BROUGHT:
        return redirect(url_for(f"{page.endpoint}.import_columns", number=number))
    session, keys, writing = platform().database.session(), platform().keys, writing_of(view)
    is_told = batch.state in TRIED
    return render_template(
        "registers/import_batch.html",
        view=view,
        page=page,
        batch=batch,
        running=batch.state in RUNNING,
        stalled=batch.state in RUNNING and platform().clock.now() - batch.changed_at > PATIENCE,
        done=batch.state in (BatchState.IMPORTING, BatchState.DONE),
        problems=problems.problems_of(session, keys, writing, batch) if is_told else [],
        said=batches.counted_lines(session, batch.id) if is_told else 0,
        shown_most=problems.SHOWN,
        good=batch.added + batch.edited,
    )


def _problem_sheet(page: Any, number: int) -> ResponseReturnValue:
    view: View = type(page)
    with platform().database.transaction() as session:
        batch = _batch(page, number)
        rows = list(problems.problem_rows(session, platform().keys, batch, _locale()))
        record(
            session,
            actor=visitor().username,
            action="register.import_problems",
            thing=f"{page.class_permission_name}:import:{batch.id}",
            detail={"rows": len(rows)},
            now=platform().clock.now(),
            address=request.remote_addr or "",
        )
    if not rows:
        flash(NO_PROBLEM.of(_locale()), "ok")
        return redirect(_address(page, batch))
    return _sheet(
        f"{view.name}-problems-{batch.id}", problems.headings_of(batch, _locale()), rows, title=view.title
    )


def _sheet(
    name: str, headings: Sequence[str], rows: Iterable[Sequence[str]], *, title: Text
) -> ResponseReturnValue:
    content = b"".join(sheet(Format.XLSX, headings, rows, name=title.of(_locale())))
    response = Response(content, mimetype=MIMETYPES[Format.XLSX])
    response.headers["Content-Disposition"] = f"attachment; filename={name}.xlsx"
    response.headers["Cache-Control"] = "no-store"
    return response


def _batch(page: Any, number: int) -> ImportBatch:
    session, name = platform().database.session(), type(page).name
    return batches.batch_of(session, number, user_id=visitor().user_id, register=name)


def _address(page: Any, batch: ImportBatch) -> str:
    return url_for(f"{page.endpoint}.import_batch", number=batch.id)


def _locale() -> str:
    return str(get_locale() or "zh")
