"""The routes of one case on the workbench: its acts, its words, its materials, its file."""

from approvals.pages import acting, filing, phrasebook, record, returning, talking, verbs, viewing
from kernel.web import Pages, Permission


def case_routes(found: Pages, number: str, permission: Permission) -> None:
    """The pages have everything that is done with one case."""
    found.post(f"/{number}", permission=permission, endpoint="act")(acting.act)
    found.get(f"/{number}/do/<verb>", permission=permission, endpoint="verb")(verbs.ask)
    found.post(f"/{number}/write", permission=permission, endpoint="write")(talking.write)
    found.post(f"/{number}/seen", permission=permission, endpoint="seen")(talking.look)
    found.get(f"/{number}/materials", permission=permission, endpoint="materials")(viewing.view)
    found.post(f"/{number}/materials", permission=permission, endpoint="materials_noted")(viewing.note)
    found.get(f"/record/{number}", permission=permission)(record.record)
    found.post(f"/record/{number}", permission=permission, endpoint="file_pdf")(filing.pdf)
    found.get(f"/{number}/return", permission=permission, endpoint="return_form")(returning.form)
    found.post(f"/{number}/return", permission=permission, endpoint="returned")(returning.change)
    found.get("/phrases", permission=permission, endpoint="phrases")(phrasebook.index)
    found.post("/phrases", permission=permission, endpoint="phrase_act")(phrasebook.act)
