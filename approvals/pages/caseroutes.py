"""The routes of one case on the workbench: its acts, its words, its materials, its file."""

from approvals.exporters import EXPORT
from approvals.pages import (
    acting,
    filing,
    following,
    labelling,
    packing,
    papers,
    phrasebook,
    record,
    reporting,
    returning,
    revealing,
    taking,
    talking,
    verbs,
    viewing,
)
from kernel.web import Pages, Permission


def case_routes(found: Pages, number: str, permission: Permission) -> None:
    """The pages have everything that is done with one case."""
    found.post(f"/{number}", permission=permission, endpoint="act", keeps="workbench.case?typed=1")(
        acting.act
    )
    found.get(f"/{number}/do/<verb>", permission=permission, endpoint="verb")(verbs.ask)
    found.post(f"/{number}/claim", permission=permission, endpoint="claim")(taking.claimed)
    found.post(f"/{number}/follow", permission=permission, endpoint="follow")(following.change)
    found.post(f"/{number}/release", permission=permission, endpoint="release")(taking.released)
    told = f"/{number}/report/<what>"
    found.get(told, permission=permission, endpoint="report")(reporting.ask)
    found.post(told, permission=permission, endpoint="reported")(reporting.send)
    found.post(f"/{number}/write", permission=permission, endpoint="write")(talking.write)
    found.post(f"/{number}/seen", permission=permission, endpoint="seen")(talking.look)
    found.get(f"/{number}/materials", permission=permission, endpoint="materials")(viewing.view)
    found.post(f"/{number}/materials", permission=permission, endpoint="materials_noted")(viewing.note)
    leaf = "/<int(max=2147483647):material>/<int(max=999):page>.png"
    found.get(f"/{number}/materials{leaf}", permission=permission, endpoint="leaf")(viewing.leaf)
    found.get(f"/{number}/identity", permission=revealing.REVEAL, endpoint="identity")(revealing.ask)
    found.post(f"/{number}/identity", permission=revealing.REVEAL, endpoint="identity_shown")(revealing.shown)
    found.get(f"/{number}/return", permission=permission, endpoint="return_form")(returning.form)
    found.post(f"/{number}/return", permission=permission, endpoint="returned")(returning.change)
    _paper_routes(found, number, permission)
    _book_routes(found, number, permission)


def _paper_routes(found: Pages, number: str, permission: Permission) -> None:
    """What there is of a case on paper, and its whole file to take away."""
    sent = f"/{number}/letter/<int(max=2147483647):seq>"
    found.get(sent, permission=permission, endpoint="letter")(papers.letter)
    found.post(sent, permission=permission, endpoint="letter_pdf")(papers.letter_pdf)
    found.get(f"/record/{number}", permission=permission)(record.record)
    found.post(f"/record/{number}", permission=permission, endpoint="file_pdf")(filing.pdf)
    pack = f"/record/{number}/pack"
    found.get(pack, permission=EXPORT, endpoint="pack")(packing.ask)
    found.post(pack, permission=EXPORT, endpoint="packed")(packing.take)


def _book_routes(found: Pages, number: str, permission: Permission) -> None:
    """What an office keeps for its own use: labels and phrases."""
    found.get(f"/{number}/labels", permission=permission, endpoint="label")(labelling.ask)
    found.post(f"/{number}/labels", permission=permission, endpoint="labelled")(labelling.send)
    found.get("/labels", permission=permission, endpoint="labels")(labelling.index)
    found.post("/labels", permission=permission, endpoint="label_act")(labelling.act)
    found.get("/phrases", permission=permission, endpoint="phrases")(phrasebook.index)
    found.post("/phrases", permission=permission, endpoint="phrase_act")(phrasebook.act)
