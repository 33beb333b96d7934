"""Sheets brought to a register as a browser brings them: sent, matched, tried out; what its pages tell."""

import io
import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.app.offices import token


def sent(client: FlaskClient, path: str, **fields: object) -> TestResponse:
    """What a form with these fields is answered with."""
    return client.post(path, data={**fields, "csrf_token": token(client, "/profile")})


def brought(client: FlaskClient, imports: str, content: str | bytes, *, name: str = "表.csv") -> TestResponse:
    """What the first page of an import answers to a file."""
    raw = content.encode() if isinstance(content, str) else content
    return sent(client, imports, file=(io.BytesIO(raw), name))


def tried(client: FlaskClient, imports: str, content: str | bytes, *, name: str = "表.csv") -> str:
    """The address of the batch of this file, sent on with the columns that were found for it."""
    answer = brought(client, imports, content, name=name)
    assert answer.status_code == 302, answer.text
    found = {}
    page = client.get(answer.location).text
    for field, options in re.findall(r'<select[^>]*name="(\w+)">(.*?)</select>', page, re.DOTALL):
        selected = re.search(r'value="(\d+)" selected', options)
        found[field] = selected[1] if selected else ""
    matched = sent(client, answer.location, **found)
    assert matched.status_code == 302, matched.text
    return matched.location


def counts(page: str) -> list[int]:
    """The three numbers of a batch: good, wrong, odd."""
    return [int(number) for number in re.findall(r'class="v t-\w+">(\d+)<', page)]


def table(page: str) -> list[tuple[str, ...]]:
    """The problems of a batch: row, column, value, kind and words."""
    rows = re.findall(r"<tr><td.*?</tr>", page, re.DOTALL)
    return [
        tuple(
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)
        )
        for row in rows
    ]
