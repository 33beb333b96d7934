"""The kind `matter`, as the registry sees it."""

from addons.licensing.kinds import MatterKind
from app.shipped import shipped
from kernel.references import Reference
from tests.app.processes import ROOT


def test_a_matter_names_its_form_its_chain_and_its_type_of_certificate():
    body = {
        "title": "延续",
        "form": "a.form",
        "chain": "a.chain",
        "certificate_type": "a.type",
        "code": "JL-1",
    }

    assert MatterKind.references(body, shipped(ROOT)) == [
        Reference("form", "form", "a.form"),
        Reference("chain", "chain", "a.chain"),
        Reference("certificate_type", "certificate_type", "a.type"),
    ]
    assert MatterKind.references({"form": ["a.form"]}, shipped(ROOT)) == []
