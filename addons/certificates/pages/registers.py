"""The register of certificates: which there are, whose, until when; and what was done to each."""

from typing import Any

from sqlalchemy import ColumnElement

from addons.certificates.models import Certificate
from addons.certificates.numbers import SAFETY_CATEGORIES
from addons.certificates.queries import history
from addons.certificates.searching import certificates_found
from addons.certificates.words import OPERATIONS, STATES, Operation
from addons.parties.models import Enterprise, Office, Person
from kernel.access import names_of
from kernel.seams import pages
from kernel.text import Text
from kernel.web import Area, Group, MenuItem
from kernel.web.registers import (
    Between,
    Choices,
    Column,
    Join,
    Reader,
    RegisterInterface,
    Registers,
    RegisterView,
    StandingView,
)

WORDS = {str(state): words for state, words in STATES.items()}
KINDS = {"valid": "ok", "lapsed": "mute", "transferred": "mute", "other": "mute"}
KINDS |= dict.fromkeys(("suspended", "annulled", "cancelled", "revoked"), "bad")
CATEGORIES = {name: Text(name, name) for name in SAFETY_CATEGORIES}
SOON = {"state": "valid", "valid_to.from": "today", "valid_to.to": "today+90"}


def found(text: str, reader: Reader) -> ColumnElement[bool]:
    """The certificates of this number, this holder or this enterprise."""
    return certificates_found(text, keys=reader.keys)


class Certificates(RegisterView):
    """The ledger."""

    datamodel = RegisterInterface(Certificate)
    route_base = "/admin/certificates"
    title = Text("证书", "Certificates")
    unit = Text("本", "")
    menu = MenuItem(title, area=Area.REGISTERS, group=Group.REGISTERS, icon="award", order=5)
    joins = (
        Join(Person, Person.id == Certificate.holder_id, always=True),
        Join(Office, Office.id == Certificate.office_id, always=True),
        Join(Enterprise, Enterprise.id == Certificate.enterprise_id),
    )
    columns = (
        Column("number", Text("证书编号", "Number"), Certificate.number),
        Column("holder", Text("姓名", "Holder"), Person.name),
        Column("document", Text("证件号码", "Document"), Person.document_mask, listed=False, sortable=False),
        Column("category", Text("类别", "Category"), Certificate.category, words=CATEGORIES),
        Column("enterprise", Text("聘用企业", "Employer"), Enterprise.name),
        Column("office", Text("发证机关", "Issued by"), Office.name, english=Office.name_en, listed=False),
        Column(
            "first_issued_on", Text("初次领证", "First issued"), Certificate.first_issued_on, listed=False
        ),
        Column("valid_from", Text("有效期起", "Valid from"), Certificate.valid_from, listed=False),
        Column("valid_to", Text("到期日", "Valid until"), Certificate.valid_to),
        Column("state", Text("状态", "State"), Certificate.state, words=WORDS, kinds=KINDS),
    )
    filters = (Choices("category"), Choices("state"), Between("valid_to"))
    search = found
    search_hint = Text("编号、姓名、企业、证件号后四位", "Number, name, enterprise, last four of a document")
    views = (
        StandingView("valid", Text("全部有效", "Valid"), {"state": "valid"}),
        StandingView("soon", Text("90 天内到期", "Ending in 90 days"), SOON, "info"),
        StandingView("suspended", Text("已暂扣", "Suspended"), {"state": "suspended"}, "bad"),
    )
    order = "valid_to"
    show_template = "certificates/certificate.html"

    def more(self, reader: Reader, row: Any) -> dict[str, Any]:
        """What was done to the certificate, the last at the head."""
        events = list(reversed(history(reader.session, row.pk)))
        names = names_of(reader.session, {event.actor for event in events})
        return {
            "done": [
                (event.on_day, OPERATIONS[Operation(event.operation)], names.get(event.actor, event.actor))
                for event in events
            ]
        }


registers = Registers("certificates_registers", __name__, views=(Certificates,), template_folder="templates")


@pages("certificates.registers")
def registers_pages() -> Registers:
    """The register of certificates."""
    return registers
