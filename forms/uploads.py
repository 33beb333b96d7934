"""Files handed in: told by their bytes, kept under their digest, each one its owner's."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from forms.fields.file import LAST, MEGABYTE, FileField
from forms.fieldtype import AnswerError
from forms.images import remade
from forms.media import HEIC, WORD, Media, likeness, sniffed
from forms.models import Naming, Upload
from forms.storage import Storage
from kernel.errors import NotFound
from kernel.text import Text

LONGEST = 100
UNNAMED_DAYS = 14
"""So long a file waits for answers that name it: longer than a holiday during which a page stays open."""
UNNAMED_FILES = 100
"""Of one account in no answers yet: five times the most that one field takes, so that who fills in never meets it."""
UNNAMED_MEGABYTES = 300
"""Of one account in no answers yet: ten of the largest requests, and still little beside the disk of a site."""
FIRST_HAN = "\u4e00"
"""Between Chinese and Latin stands a blank."""
UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff/\\:*?\"<>|]+")


@dataclass(frozen=True, slots=True)
class ShownUpload:
    """An upload with the address under which this reader may open it."""

    id: int
    name: str
    size: int
    address: str = ""


def keep(
    session: Session,
    content: bytes,
    *,
    name: str,
    owner: str,
    field: FileField,
    storage: Storage,
    now: datetime,
) -> Upload:
    """The file is kept as the field has it, a picture without what its camera wrote; refused: any other, a hoard."""
    media = sniffed(content)
    if media is None:
        raise _unknown(content, field)
    field.refuse_upload(media, len(content))
    if media.picture:
        content = remade(content, media)
        content, media = field.fitted(content, media)
        field.refuse_upload(media, len(content))
    _refuse_hoard(session, owner, len(content))
    upload = Upload(
        owner=owner,
        digest=storage.put(content),
        media=media.value,
        name=fit_name(name, media),
        size=len(content),
        made_for=field.profile or None,
        uploaded_at=now,
    )
    session.add(upload)
    session.flush()
    return upload


def _unknown(content: bytes, field: FileField) -> AnswerError:
    """The refusal says what the file seems to be, and how to come by one that is taken."""
    kinds = "、".join(kind.value.upper() for kind in field.accepts)
    wanted = Text(f"请上传 {kinds}。", f"Upload {kinds.replace('、', ', ')}.")
    if not content:
        what = Text("文件是空的。", "The file is empty.")
    elif (seems := likeness(content)) is None:
        what = Text("文件打不开，或不是可收的类型。", "The file is damaged or not of a kind that is taken.")
    else:
        what = Text(
            f"这是{'' if seems.zh > FIRST_HAN else ' '}{seems.zh}，这里不收。",
            f"This is a {seems.en}, which is not taken here.",
        )
        if seems is HEIC:
            wanted = Text(
                f"{wanted.zh}苹果手机请在“设置 > 相机 > 格式”中选“兼容性最佳”后重拍，或截图后上传。",
                f"{wanted.en} On an iPhone choose Settings > Camera > Formats > Most Compatible, or upload a screenshot.",
            )
        elif seems is WORD:
            wanted = Text(f"{wanted.zh}文档请先另存为 PDF。", f"{wanted.en} Save a document as PDF first.")
    return AnswerError(what, remedy=wanted)


def _refuse_hoard(session: Session, owner: str, size: int) -> None:
    """Nothing, unless with this file the account has more in no answers than it may."""
    answered = exists().where(Naming.upload_id == Upload.id, Naming.answered)
    unnamed = select(func.count(), func.coalesce(func.sum(Upload.size), 0)).select_from(Upload)
    count, held = session.execute(unnamed.where(Upload.owner == owner, ~answered)).one()
    if count < UNNAMED_FILES and held + size <= UNNAMED_MEGABYTES * MEGABYTE:
        return
    raise AnswerError(
        Text(
            f"您上传后未用的文件已到上限（{UNNAMED_FILES} 个或 {UNNAMED_MEGABYTES} MB）。",
            f"You have reached the limit of uploaded files not in use ({UNNAMED_FILES} or {UNNAMED_MEGABYTES} MB).",
        ),
        remedy=Text(
            f"请先保存正在填写的申请，保存在申请里的文件不计入；未用的文件 {UNNAMED_DAYS} 天后自动清理，之后可再上传。",
            "Save the applications you are filling in: files saved in them do not count. "
            f"Files not in use are cleared after {UNNAMED_DAYS} days; then you can upload again.",
        ),
    )


def fit_name(name: str, media: Media) -> str:
    """A name that no file system and no header takes amiss, with the ending of what the file is."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    stem = UNFIT.sub("", last).rpartition(".")[0] or UNFIT.sub("", last)
    return f"{stem.strip('. ')[:LONGEST] or 'file'}.{media.value}"


def upload_of(session: Session, upload_id: int) -> Upload:
    """The upload; a refusal when there is none."""
    found = session.get(Upload, upload_id)
    if found is None:
        raise NotFound(
            Text("没有这个文件。", "There is no such file."),
            remedy=Text("请从申请页面打开。", "Open it from the application."),
            place=str(upload_id),
        )
    return found


def uploads_by_id(session: Session, ids: Iterable[int]) -> Mapping[int, Upload]:
    """The uploads that there are among these."""
    wanted = sorted({number for number in ids if number <= LAST})
    if not wanted:
        return {}
    return {upload.id: upload for upload in session.scalars(select(Upload).where(Upload.id.in_(wanted)))}


def refuse_foreign(field: FileField, ids: Iterable[int], uploads: Mapping[int, Upload]) -> None:
    """Nothing, unless one of the files is not among the uploads that may be named, or not for this field."""
    for number in ids:
        upload = uploads.get(number)
        if upload is None:
            raise AnswerError(
                Text("文件不存在，或不是您上传的。", "The file is not there or not yours."),
                remedy=Text("请重新上传。", "Upload it again."),
            )
        field.refuse_upload(Media(upload.media), upload.size)
        if field.profile and upload.made_for != field.profile:
            raise AnswerError(
                Text(
                    f"“{upload.name}”不是为这一栏上传的。",
                    f"“{upload.name}” was not uploaded for this field.",
                ),
                remedy=Text("请在这一栏重新上传。", "Upload it here again."),
            )
