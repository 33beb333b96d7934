"""The roster as a register: imported or typed, and never read back; to write it is a security act."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from addons.parties.identity.models import RosterEntry
from addons.parties.identity.proving import Claimed, claimed
from addons.parties.identity.roster import enrolled, on_roster
from addons.parties.names import person_name
from addons.parties.numbers import NumberError, document, mobile
from addons.parties.words import DOCUMENT_TYPES, DocumentType
from kernel.clock import local_day
from kernel.errors import Invalid
from kernel.keys import KeyRing
from kernel.seams import pages
from kernel.surroundings import surroundings_of
from kernel.text import Text
from kernel.web import Area, Group, MenuItem
from kernel.web.registers import (
    Between,
    Choice,
    Choices,
    Column,
    Contains,
    Line,
    RegisterForm,
    RegisterInterface,
    Registers,
    RegisterView,
    Writer,
    Writing,
)
from kernel.web.registers.writing import Values

TYPES = {str(kind): words for kind, words in DOCUMENT_TYPES.items()}
NO_KEYS = KeyRing({})


class RosterForm(RegisterForm):
    """Somebody whom an authority vouches for; what is typed here is kept as digests only."""

    document_type = Choice(Text("证件类型", "Document"), offers=TYPES, default="resident_id")
    document = Line(Text("证件号码", "Number"), most=40, personal=True)
    name = Line(Text("姓名", "Name"), most=60, parse=person_name, personal=True)
    mobile = Line(
        Text("手机号", "Mobile"),
        most=20,
        parse=mobile,
        personal=True,
        required=False,
        hint=Text("填写后，核验时手机号也要一致。", "Where it is given, it has to agree as well."),
    )
    source = Line(
        Text("来源", "Source"), most=60, hint=Text("哪个部门、哪一批", "Which authority, which list")
    )


def find(session: Session, values: Values) -> int | None:
    """The entry of this document."""
    around = surroundings_of(session)
    try:
        written = document(DocumentType(values["document_type"]), values["document"], on=around.clock.today())
    except (NumberError, ValueError):
        return None
    entry = on_roster(session, Claimed(written, "", ""), keys=around.keys or NO_KEYS)
    return entry.id if entry is not None else None


def load(session: Session, pk: int) -> Mapping[str, object]:
    """What can be read of an entry: where it came from."""
    entry = session.get_one(RosterEntry, pk)
    return {"document_type": entry.document_type, "source": entry.source}


def add(writer: Writer, values: Values) -> int:
    """The document is on the roster under this name."""
    return _enrolled(writer, values).id


def edit(writer: Writer, pk: int, values: Values) -> None:
    """The entry says this now; document and name come together, since neither can be read back."""
    entry = writer.session.get_one(RosterEntry, pk)
    if not values.get("document") and not values.get("name") and not values.get("mobile"):
        entry.source = values["source"]
        return
    if not values.get("document") or not values.get("name"):
        raise Invalid(
            Text("名册里的号码和姓名读不出来。", "Number and name of an entry cannot be read back."),
            remedy=Text("请同时填写证件号码和姓名。", "Fill in both the number and the name."),
            place="document" if not values.get("document") else "name",
        )
    if _enrolled(writer, values).id != pk:
        raise Invalid(
            Text("证件号码不是这一条的。", "The number is not that of this entry."),
            remedy=Text("请核对号码；另一个人请新增一条。", "Check it; add an entry for somebody else."),
            place="document",
        )


def _enrolled(writer: Writer, values: Values) -> RosterEntry:
    try:
        vouched = claimed(
            DocumentType(values["document_type"]),
            values["document"],
            name=values["name"],
            phone=values.get("mobile") or "",
            on=local_day(writer.now),
        )
    except NumberError as error:
        raise Invalid(error.what, remedy=error.remedy, place="document") from None
    return enrolled(
        writer.session,
        vouched,
        source=values["source"],
        actor=writer.actor.username,
        keys=writer.keys or NO_KEYS,
        now=writer.now,
    )


class Roster(RegisterView):
    """Whom an authority vouches for, as far as it can be told."""

    datamodel = RegisterInterface(RosterEntry)
    route_base = "/admin/roster"
    title = Text("实名名册", "Roster")
    unit = Text("条", "")
    menu = MenuItem(title, area=Area.REGISTERS, group=Group.REGISTERS, icon="badge-check", order=80)
    columns = (
        Column("id", Text("编号", "Number"), RosterEntry.id),
        Column("document_type", Text("证件类型", "Document"), RosterEntry.document_type, words=TYPES),
        Column("source", Text("来源", "Source"), RosterEntry.source),
        Column("added_at", Text("导入时间", "Added"), RosterEntry.added_at),
        Column("added_by", Text("导入人", "Added by"), RosterEntry.added_by),
    )
    filters = (Choices("document_type"), Contains("source"), Between("added_at"))
    order = "-added_at"
    heading = "id"
    writing = Writing(
        form=RosterForm, find=find, load=load, add=add, edit=edit, identity=("document_type", "document")
    )


registers = Registers("parties_roster", __name__, views=(Roster,))


@pages("parties.roster")
def roster_pages() -> Registers:
    """The register of the roster."""
    return registers
