"""What the matters on a chain know: the answers that its rules may read, sections, fields, offices."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.licensing.matters import matters_in_force
from addons.parties.models import Office
from approvals.designing.offers import Ground
from approvals.seams import chain_ground
from forms.definition import Form, examined
from forms.seams import field_types
from forms.subjects import subjects_of
from kernel.conditions import Sort, Subject
from kernel.definitions import current
from kernel.functions import functions_of
from kernel.models import PluginRecord
from kernel.registry import Registry
from kernel.text import Text

KNOWN = (
    Subject("matter", Text("事项", "matter"), Sort.TEXT),
    Subject("certificate", Text("证书", "certificate"), Sort.NUMBER),
    Subject("certificate_valid_to", Text("证书有效期至", "end of the certificate"), Sort.DATE),
    Subject("holder", Text("持证人", "holder"), Sort.NUMBER),
    Subject("employer", Text("受聘企业", "employer"), Sort.NUMBER),
    Subject("office", Text("受理机构", "office"), Sort.NUMBER),
)
"""What every case knows beside its answers."""


@chain_ground("licensing")
def ground(session: Session, registry: Registry, chain: str) -> Ground:
    """What the forms of the matters on the chain ask, and the offices that may be named."""
    forms = [one.matter.form for one in matters_in_force(session) if one.matter.chain == chain]
    offices = _offices(session)
    found = Ground(
        facts={one.name: one for one in KNOWN},
        offices={name: title for name, (title, _) in offices.items()},
        levels={name: level for name, (_, level) in offices.items()},
    )
    for name in dict.fromkeys(forms):
        version = current(session, name)
        if version is not None:
            form, _ = examined(version.body, field_types(registry), functions=functions_of(registry))
            found = _of_form(form).with_other(found)
    return found


def _of_form(form: Form) -> Ground:
    return Ground(
        facts=subjects_of(form),
        sections={section.name: section.title for section in form.sections},
        fields={field.name: field.title for field in form.fields if field.type.asks},
    )


def _offices(session: Session) -> dict[str, tuple[Text, str]]:
    """The offices that stand, with their levels, by the external ids under which plugins brought them."""
    rows = session.execute(
        select(PluginRecord.plugin, PluginRecord.name, Office.name, Office.name_en, Office.level)
        .join(Office, Office.id == PluginRecord.row_id)
        .where(PluginRecord.model == "offices", Office.closed_on.is_(None))
        .order_by(Office.code)
    )
    return {f"{plugin}.{name}": (Text(zh, english or zh), level) for plugin, name, zh, english, level in rows}
