"""A file that was handed in, to the reader whom its link names."""

from io import BytesIO

from flask import Response, send_file

from forms.links import FILES, opened, reader_of
from forms.media import Media
from forms.storage import LocalFiles, folder_in
from forms.uploads import upload_of
from kernel.seams import pages
from kernel.web import SIGNED_IN, Pages, platform, visitor

SANDBOX = "default-src 'none'; sandbox"
FRAMED = "default-src 'none'; frame-ancestors 'self'"
"""For a file that a page of ours shows in place: what the browser's own viewer draws loads nothing."""


@pages("forms")
def forms_pages() -> Pages:
    """Files by their signed links."""
    found = Pages("forms", __name__)
    found.get(f"{FILES}/<token>", permission=SIGNED_IN)(upload)
    found.get(f"{FILES}/<token>/view", permission=SIGNED_IN)(view)
    return found


def upload(token: str) -> Response:
    """The file as an attachment that no browser runs; whether the reader may, whoever made the link decided."""
    return _sent(token, in_place=False)


def view(token: str) -> Response:
    """The same, to be shown within a page of ours."""
    return _sent(token, in_place=True)


def _sent(token: str, *, in_place: bool) -> Response:
    here = platform()
    number = opened(token, reader_of(visitor().user_id), keys=here.keys, now=here.clock.now())
    found = upload_of(here.database.session(), number)
    content = LocalFiles(folder_in(here.site.folder)).get(found.digest)
    response = send_file(
        BytesIO(content),
        mimetype=Media(found.media).mime,
        as_attachment=not in_place,
        download_name=found.name,
    )
    response.headers["Content-Security-Policy"] = FRAMED if in_place else SANDBOX
    if in_place:
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
