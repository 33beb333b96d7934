"""The routes of the lists: filters, saved views, batches, deputies, sheets, numbers."""

from approvals.exporters import EXPORT
from approvals.pages import batch, dashboard, dashboard_rows, dashboard_sheet, deputies, exporting, filtering
from kernel.web import Pages, Permission


def list_routes(found: Pages, permission: Permission) -> None:
    """The pages have everything that is done with lists."""
    found.post("/narrow", permission=permission)(filtering.narrow)
    found.post("/views", permission=permission, endpoint="keep")(filtering.keep)
    found.post("/views/forget", permission=permission, endpoint="forget")(filtering.forget)
    found.post("/batch", permission=permission, endpoint="batch")(batch.choose)
    found.get("/batch", permission=permission, endpoint="batch_before")(batch.preview)
    found.post("/batch/run", permission=permission, endpoint="batch_run")(batch.run)
    found.get("/batch/done/<key>", permission=permission, endpoint="batch_done")(batch.done)
    found.get("/deputies", permission=permission, endpoint="deputies")(deputies.index)
    found.post("/deputies", permission=permission, endpoint="depute")(deputies.give)
    found.post("/deputies/end", permission=permission, endpoint="depute_end")(deputies.end)
    found.get("/dashboard", permission=permission, endpoint="dashboard")(dashboard.index)
    found.get("/dashboard/rows", permission=permission, endpoint="dashboard_rows")(dashboard_rows.rows)
    numbers = dashboard_sheet.sheet_of_numbers
    found.get("/dashboard/sheet", permission=EXPORT, endpoint="dashboard_sheet")(numbers)
    found.get("/export", permission=EXPORT, endpoint="export")(exporting.form)
    found.post("/export", permission=EXPORT, endpoint="export_take")(exporting.take)
    found.get("/exports/<int:number>", permission=EXPORT, endpoint="exported")(exporting.progress)
    found.get("/exports/<int:number>/file", permission=EXPORT, endpoint="export_file")(exporting.file)
