"""The code of templates, compiled once in a process, however many applications it makes."""

from functools import cache
from types import CodeType

from jinja2.bccache import Bucket, BytecodeCache


class TemplateCode(BytecodeCache):
    """Compiled templates by name, file and content; a changed file has another checksum and is compiled anew."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """The bucket has its code if the same content was compiled before."""
        checksum, code = self._kept.get(bucket.key, ("", None))
        if code is not None and checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """The code of the bucket is kept, in place of what the file said before."""
        if bucket.code is not None:
            self._kept[bucket.key] = (bucket.checksum, bucket.code)


@cache
def template_code(language: str, translations: str) -> TemplateCode:
    """The code of templates in a language, as the translations in these folders say it."""
    del language, translations
    return TemplateCode()
