"""The closed lists of words that documents use; pure."""

from enum import StrEnum

from kernel.text import Text


class DocumentKind(StrEnum):
    LETTER = "letter"
    CERTIFICATE = "certificate"


class DocumentState(StrEnum):
    """A document is on its way until it is drawn; a failed one is drawn again every night."""

    QUEUED = "queued"
    READY = "ready"
    FAILED = "failed"


class Ending(StrEnum):
    """The kinds of file that are handed out."""

    DOCX = "docx"
    PDF = "pdf"

    @property
    def mime(self) -> str:
        """The media type as HTTP names it."""
        return MIME[self]


MIME = {
    Ending.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Ending.PDF: "application/pdf",
}
E_CERTIFICATE = Text("电子证照", "e-certificate")
STATES = {
    DocumentState.QUEUED: Text("正在生成", "being made"),
    DocumentState.READY: Text("可下载", "ready"),
    DocumentState.FAILED: Text("生成失败，将自动重试", "failed, to be tried again"),
}
