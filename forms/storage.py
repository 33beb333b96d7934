"""Where the content of uploads lies, under its digest; the same content lies there once."""

import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from kernel.errors import NotFound
from kernel.text import Text

PRIVATE = 0o600
RESTING = 3600
"""Seconds: whoever put a content longer ago than this has said so in the database, or never will."""


class Storage(Protocol):
    """A place for contents; an object store answers the same."""

    def put(self, content: bytes) -> str:
        """The content is there; its digest."""
        ...

    def get(self, digest: str) -> bytes:
        """The content under the digest, whole; a refusal when it is not there."""
        ...

    def remove(self, digest: str) -> bool:
        """The content is gone; False and it is there when somebody has just put it."""
        ...


def folder_in(site: Path) -> Path:
    """Where a site keeps its contents."""
    return site / "files"


class LocalFiles:
    """Contents as files of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> str:
        """The content is there, written beside and moved into its place."""
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        try:
            os.utime(path)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
            draft.touch(mode=PRIVATE)
            draft.write_bytes(content)
            draft.replace(path)
        return digest

    def get(self, digest: str) -> bytes:
        """The content, unless it is gone or no longer what it was."""
        path = self._path(digest)
        content = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(content).hexdigest() != digest:
            raise NotFound(
                Text("文件不在存储中，或已损坏。", "The file is not in the storage, or it is damaged."),
                remedy=Text("请让系统管理员从备份恢复。", "Have the administrator restore it from a backup."),
                place=digest,
            )
        return content

    def remove(self, digest: str) -> bool:
        """The content is gone, unless it was put within the last hour: set aside first, then looked at."""
        path = self._path(digest)
        aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.gone")
        try:
            path.replace(aside)
        except FileNotFoundError:
            return True
        if time.time() - aside.stat().st_mtime < RESTING:
            aside.replace(path)
            return False
        aside.unlink()
        return True

    def resting(self, beginning: str) -> Iterator[str]:
        """The digests with this beginning, two letters, that nobody has put within the last hour.

        What a crash left half written or half removed is gone.
        """
        old = time.time() - RESTING
        for path in sorted((self.folder / beginning).glob("*")):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime >= old:
                    continue
                if path.suffix:
                    path.unlink()
                else:
                    yield beginning + path.name

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest[2:]
