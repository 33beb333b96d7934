"""A file that was handed in, to the reader whom its link names."""

from io import BytesIO

from flask import Response, request, send_file

from forms.links import FILES, opened, reader_of
from forms.media import Media
from forms.storage import LocalFiles, folder_in
from forms.uploads import upload_of
from kernel import audit
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
    """The file as an attachment that no browser runs; whether the reader may, whoever made the link decided.

    What is looked at stays on a page of ours; what is taken away is on record.
    """
    answer, number = _sent(token, in_place=False)
    here = platform()
    with here.database.transaction() as session:
        audit.record(
            session,
            actor=visitor().username,
            action="file.downloaded",
            thing=f"file:{number}",
            detail={},
            now=here.clock.now(),
            address=request.remote_addr or "",
        )
    return answer


def view(token: str) -> Response:
    """The same, to be shown within a page of ours."""
    return _sent(token, in_place=True)[0]


def _sent(token: str, *, in_place: bool) -> tuple[Response, int]:
    """The file, and the number of its upload."""
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
    return response, number
