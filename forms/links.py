"""Short-lived signed links to uploads: for one reader, until one moment."""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from forms.models import Upload
from forms.uploads import ShownUpload
from kernel.errors import NotFound
from kernel.keys import Key, KeyRing, Purpose
from kernel.text import Text

FILES = "/files"
LASTING = timedelta(minutes=15)
PARTS = 4


def reader_of(user_id: int | None) -> str:
    """How a link names the account that may open it."""
    return f"user:{user_id}"


def shown(
    uploads: Iterable[Upload], user_id: int | None, *, keys: KeyRing, now: datetime
) -> dict[int, ShownUpload]:
    """The uploads as a page shows them to this account, which the page has found may see them."""
    reader = reader_of(user_id)
    return {
        upload.id: ShownUpload(
            upload.id,
            upload.name,
            upload.size,
            f"{FILES}/{signed(upload.id, reader, keys=keys, now=now)}",
        )
        for upload in uploads
    }


def signed(upload_id: int, reader: str, *, keys: KeyRing, now: datetime, lasting: timedelta = LASTING) -> str:
    """The token by which this reader opens the upload for a while."""
    key = keys.current(Purpose.SIGNING)
    until = int((now + lasting).timestamp())
    return f"{upload_id}.{until}.{_seal(key, upload_id, until, reader)}.{key.id}"


def opened(token: str, reader: str, *, keys: KeyRing, now: datetime) -> int:
    """The upload that the token opens for this reader; every other token is refused alike."""
    parts = token.split(".", PARTS - 1)
    if len(parts) != PARTS or not all(part.isascii() and part.isdigit() for part in parts[:2]):
        raise _closed()
    upload_id, until = int(parts[0][:18]), int(parts[1][:18])
    known = [key for key in keys.all(Purpose.SIGNING) if key.id == parts[3]]
    seal = parts[2].encode(errors="replace")
    good = any(hmac.compare_digest(_seal(key, upload_id, until, reader).encode(), seal) for key in known)
    if not good or now.astimezone(UTC).timestamp() > until:
        raise _closed()
    return upload_id


def _seal(key: Key, upload_id: int, until: int, reader: str) -> str:
    said = f"forms.upload|{upload_id}|{until}|{reader}".encode()
    return base64.urlsafe_b64encode(hmac.digest(key.secret, said, hashlib.sha256)).decode().rstrip("=")


def _closed() -> NotFound:
    return NotFound(
        Text("链接已失效，或不是给您的。", "The link has expired or is not for you."),
        remedy=Text("请回到原来的页面，重新点开文件。", "Go back to the page and open the file again."),
    )
