"""What licensing shows: the panels of a case on the workbench."""

from kernel.seams import pages
from kernel.web import Pages


@pages("licensing")
def licensing_pages() -> Pages:
    """No page of its own; the templates of its panels."""
    return Pages("licensing", __name__, template_folder="templates")
