"""What a request may hold: files may be large, what is typed may not, whatever form it comes in."""

from io import BytesIO
from typing import IO, Any

from flask import Request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

FILES = "multipart/form-data"
TYPED = "application/x-www-form-urlencoded"
Parsed = tuple[IO[bytes], MultiDict[str, str], MultiDict[str, FileStorage]]


class Parser(FormDataParser):
    """Counts the fields of every form; without this only those that bring files have a limit."""

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> Parsed:
        """The fields and files."""
        if mimetype == TYPED and self.max_form_parts is not None:
            content = stream.read()
            if content.count(b"&") >= self.max_form_parts:
                raise RequestEntityTooLarge
            stream = BytesIO(content)
        return super().parse(stream, mimetype, content_length, options)


class Incoming(Request):
    """A request whose body is as long as MAX_CONTENT_LENGTH with files, as MAX_FORM_MEMORY_SIZE without."""

    form_data_parser_class = Parser

    def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> Any:
        """The body as JSON; one that is nested deeper than anybody can read is malformed."""
        try:
            return super().get_json(force=force, silent=silent, cache=cache)
        except RecursionError as error:
            return None if silent else self.on_json_loading_failed(ValueError(str(error)))

    @property
    def max_content_length(self) -> int | None:
        """So many bytes are read."""
        whole, typed = super().max_content_length, self.max_form_memory_size
        return whole if self.mimetype == FILES or whole is None or typed is None else min(whole, typed)

    @max_content_length.setter
    def max_content_length(self, value: int | None) -> None:
        self._max_content_length = value
