"""The pages of a file that came with a case, as whoever has the case looks at them."""

import io
from datetime import UTC, datetime

from PIL import Image

from addons.letters.faces import pages_of
from approvals.casefile.faces import Material
from forms.models import Upload
from kernel.text import Text
from tests.addons.letters.bureau import Bureau
from tests.addons.letters.rendering.test_leaves import sheets, written

NOW = datetime(2026, 3, 10, tzinfo=UTC)


def handed_in(bureau: Bureau, content: bytes, media: str = "pdf") -> Material:
    """A file that lies in the storage."""

    def kept(session):
        upload = Upload(
            owner="zhang",
            digest=bureau.storage.put(content),
            media=media,
            name=f"a.{media}",
            size=1,
            uploaded_at=NOW,
        )
        session.add(upload)
        session.flush()
        return upload.id

    number = bureau.act_in(kept)
    return Material(number, "files", Text("材料", "file"), f"a.{media}", media, 1, NOW, "", "", "")


def test_a_pdf_is_turned_page_by_page_and_a_picture_is_none(bureau: Bureau):
    leaves = bureau.read(lambda session: pages_of(session, handed_in(bureau, written(sheets(3)))))
    assert leaves is not None
    assert (leaves.count, Image.open(io.BytesIO(leaves.drawn(3))).width) == (3, 992)
    assert bureau.read(lambda session: pages_of(session, handed_in(bureau, b"...", "jpg"))) is None
