"""How cases come onto paper and files onto the screen: laid out and drawn page by page in a child process."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from addons.letters.fonts import INSTALL, chinese
from addons.letters.rendering import drawing
from addons.letters.rendering.leaves import leaves_in
from addons.letters.service import storage_of
from approvals.casefile.faces import Material
from approvals.casefile.looking import Leaves
from approvals.material_seams import material_pages
from approvals.seams import case_paper
from forms.uploads import uploads_by_id
from kernel.errors import Conflict
from kernel.surroundings import surroundings_of
from kernel.text import Text

PDF = "pdf"


@case_paper("letters")
def case_file(facts: Mapping[str, Any]) -> bytes:
    """The PDF of a case's file."""
    if chinese() is None:
        raise Conflict(
            Text(
                "本机没有中文字体，不能生成 PDF。", "The machine has no Chinese font, so no PDF can be drawn."
            ),
            remedy=Text(
                f"请用浏览器打印；管理员可运行 {INSTALL}。",
                f"Print it with your browser; an administrator can run {INSTALL}.",
            ),
            place="pdf",
        )
    return drawing.form({name: value for name, value in facts.items() if name != "name"})


@material_pages("letters")
def pages_of(session: Session, material: Material) -> Leaves | None:
    """The pages of an uploaded PDF of ordinary size that is not locked."""
    upload = uploads_by_id(session, [material.id]).get(material.id) if material.media == PDF else None
    around = surroundings_of(session)
    if upload is None or around.folder is None:
        return None
    content = storage_of(around).get(upload.digest)
    count = leaves_in(content)
    return Leaves(count, partial(drawing.page, content)) if count is not None else None
