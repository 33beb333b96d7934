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


@pages("forms")
def forms_pages() -> Pages:
    """Files by their signed links."""
    found = Pages("forms", __name__)
    found.get(f"{FILES}/<token>", permission=SIGNED_IN)(upload)
    return found


def upload(token: str) -> Response:
    """The file as an attachment that no browser runs; whether the reader may, whoever made the link decided."""
    here = platform()
    number = opened(token, reader_of(visitor().user_id), keys=here.keys, now=here.clock.now())
    found = upload_of(here.database.session(), number)
    content = LocalFiles(folder_in(here.site.folder)).get(found.digest)
    response = send_file(
        BytesIO(content), mimetype=Media(found.media).mime, as_attachment=True, download_name=found.name
    )
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
