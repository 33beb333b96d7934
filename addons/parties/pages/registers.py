"""The registers of parties as pages, and the acts on a row that are more than its form."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from addons.parties import service
from addons.parties.granting import end
from addons.parties.models import Person
from addons.parties.pages.records.employments import Employments
from addons.parties.pages.records.enterprises import Enterprises
from addons.parties.pages.records.memberships import Memberships
from addons.parties.pages.records.offices import Offices
from addons.parties.pages.records.persons import Persons
from addons.parties.pages.records.regions import Regions
from addons.parties.words import DOCUMENT_TYPES
from kernel.errors import Invalid
from kernel.seams import pages
from kernel.web import Pages, platform, visitor
from kernel.web.registers import Registers
from kernel.web.registers.here import reader_here
from kernel.web.registers.queries import row_of

REVEAL = ("can_reveal", "parties_person")
END = ("can_edit", "parties_membership")
ROW = "<int(max=2147483647):pk>"
WRONG = 422
MOST_REASON = 200

registers = Registers(
    "parties_registers",
    __name__,
    views=(Persons, Enterprises, Employments, Offices, Regions, Memberships),
)
acts = Pages("parties_records", __name__, url_prefix="/admin", template_folder="templates")


@pages("parties.registers")
def registers_pages() -> Pages:
    """The six registers."""
    return registers


@pages("parties.records")
def acts_pages() -> Pages:
    """Numbers shown in full, bindings ended."""
    return acts


@acts.get(f"/persons/{ROW}/reveal", permission=REVEAL)
def reveal(pk: int) -> ResponseReturnValue:
    """Why somebody wants to see the number in full."""
    return _asked(pk)


@acts.post(f"/persons/{ROW}/reveal", permission=REVEAL)
def revealed(pk: int) -> ResponseReturnValue:
    """The numbers in full, once; who asked and why is on record."""
    here, reason = platform(), request.form.get("reason", "")[:MOST_REASON]
    try:
        with here.database.transaction() as session:
            row_of(Persons, reader_here(), pk, (), permission=REVEAL[0])
            person = session.get_one(Person, pk)
            shown = service.reveal(
                session,
                person,
                actor=visitor().username,
                reason=reason,
                keys=here.keys,
                now=here.clock.now(),
                address=request.remote_addr or "",
            )
    except Invalid as error:
        return _asked(pk, reason, error), WRONG
    kind = DOCUMENT_TYPES[shown.document.type]
    return render_template("parties/revealed.html", pk=pk, name=person.name, kind=kind, shown=shown)


@acts.get(f"/memberships/{ROW}/end", permission=END)
def end_form(pk: int) -> ResponseReturnValue:
    """What ending the binding means."""
    names = ("username", "holder", "party")
    columns = [Memberships.column(name) for name in names]
    row = row_of(Memberships, reader_here(), pk, columns, permission=END[0])
    told: dict[str, str] = dict(zip(names, list(row)[1:], strict=True))
    return render_template("parties/membership_end.html", pk=pk, told=told)


@acts.post(f"/memberships/{ROW}/end", permission=END)
def ended(pk: int) -> ResponseReturnValue:
    """The account stands for the party no more."""
    here = platform()
    with here.database.transaction() as session:
        row_of(Memberships, reader_here(), pk, (), permission=END[0])
        end(session, pk, actor=visitor().actor, now=here.clock.now())
    flash(_("绑定已解除，即时生效。"), "ok")
    return redirect(url_for("Memberships.list"))


def _asked(pk: int, reason: str = "", refused: Invalid | None = None) -> str:
    columns = [Persons.column(name) for name in ("name", "document")]
    name, mask = list(row_of(Persons, reader_here(), pk, columns, permission=REVEAL[0]))[1:]
    return render_template("parties/reveal.html", pk=pk, name=name, mask=mask, reason=reason, refused=refused)
