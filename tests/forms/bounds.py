"""Everything that could fill the memory, tried in a process of its own that may not have much: prints each that was borne."""

import resource
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from struct import pack
from time import process_time
from typing import Any

from forms.compiler import CompiledForm
from forms.definition import examined, read_form
from forms.images import remade
from forms.media import sniffed
from kernel.datafiles.writing import value_in
from kernel.errors import TongbanError
from tests.forms.bad_input import SECTION, TODAY, form_of, kinds

MEGABYTE = 1024 * 1024
ROOM = 400 * MEGABYTE
"""What the process may have besides what it has when everything is loaded."""
LONGEST = 20.0
"""Seconds that one case may work, on a busy machine; what grows without bounds needs hours."""
TEN = 10_000_000
Case = tuple[str, Callable[[], object]]

LONG = {
    "full width": "１" * (TEN // 3),
    "lines": "a\n" * (TEN // 2),
    "marks": "a" + "\u0301" * (TEN // 2),
}


def nested(depth: int) -> Any:
    """A list in a list, and so on."""
    found: Any = "x"
    for _ in range(depth):
        found = [found]
    return found


def answers() -> Iterator[Case]:
    """Long, deep and many values in a field of each type."""
    deep = nested(50_000)
    many = [{"item": "x", "remark": "y"}] * 1_000
    numbers = list(range(300_000))
    for name, kind in sorted(kinds().items()):
        if not kind.asks:
            continue
        for said, text in LONG.items():
            yield f"{name}: {said}", partial(filled, name, text)
        for said, value in (
            ("deep", deep),
            ("rows", many),
            ("numbers", numbers),
            ("words", ["x" * 1000] * 10_000),
        ):
            yield f"{name}: {said}", partial(filled, name, value)


def filled(type_name: str, value: Any) -> None:
    """A value in a field: an answer, or a message at the field."""
    form = form_of(type_name)
    outcome = form.normalised({"one": value}, [SECTION], today=TODAY)
    assert outcome.values["one"] is None or not outcome.problems, outcome.problems
    for fault in outcome.problems.values():
        assert len(fault.sentence("zh")) < 2_000


def patterns() -> Iterator[Case]:
    """Regular expressions that a backtracking engine never leaves."""
    for pattern in (
        r"(a+)+b",
        r"(a|aa)+b",
        r"(.*)*b",
        r"(a*)*(a*)*b",
        r"((((a{1,99}){1,99}){1,99}){1,99})",
        r"(?=a)b",
    ):
        body = form_with({"type": "formatted", "pattern": pattern, "example": "a"})
        yield f"pattern {pattern}", partial(matched, body)


def matched(body: dict[str, Any]) -> None:
    """A line that almost matches, if the form can be read at all."""
    form, _ = examined(body, kinds())
    CompiledForm(form, "zh").normalised({"one": "a" * 199}, [SECTION], today=TODAY)


def rules() -> Iterator[Case]:
    """Rules that make much of little."""
    double = [
        field(f"f{n}", type="long_text", compute="s + s" if n == 0 else f"f{n - 1} + f{n - 1}")
        for n in range(60)
    ]
    yield "doubling", lambda: stood([field("s", type="long_text"), *double], {"s": "x" * 500})
    product = [
        field(f"f{n}", type="integer", compute="s * s" if n == 0 else f"f{n - 1} * f{n - 1}")
        for n in range(60)
    ]
    yield "squaring", lambda: stood([field("s", type="integer"), *product], {"s": "99999"})
    heavy = f"sum({', '.join(['len(s)'] * 80)})"
    yield (
        "many rules",
        lambda: stood(
            [
                field("s", type="rows", fields=[field("c")], max_rows=100),
                *(field(f"f{n}", type="integer", compute=heavy) for n in range(80)),
            ],
            {"s": [{"c": "x"}] * 100},
        ),
    )
    yield "nesting", lambda: refused([field("f", compute="(" * 5_000 + "1" + ")" * 5_000)])
    yield "length", lambda: refused([field("f", compute="1 + " * 2_000_000 + "1")])
    ring = [field(f"f{n}", compute=f"f{(n + 1) % 2_000}") for n in range(2_000)]
    yield "ring", lambda: refused(ring)


def stood(fields: list[dict[str, Any]], values: dict[str, Any]) -> None:
    """The form is judged and drawn with these values."""
    form = CompiledForm(read_form(form_with(*fields), kinds()), "zh")
    form.normalised(values, [SECTION], today=TODAY)
    form.page(values, {}, [SECTION], today=TODAY)
    form.state(values, today=TODAY)


def refused(fields: list[dict[str, Any]]) -> None:
    """The form is not taken."""
    assert examined(form_with(*fields), kinds())[1]


def forms() -> Iterator[Case]:
    """Definitions that are too much, and YAML that would become too much."""
    yield "fields", lambda: refused([field(f"f{n}") for n in range(5_000)])
    options = [{"value": f"v{n}", "title": "x"} for n in range(100_000)]
    yield "options", lambda: refused([field("f", type="choice", options=options)])
    yield "title", lambda: refused([field("f", title="x" * TEN)])
    laughs = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(12)
    )
    yield "anchors", lambda: value_in(laughs, place="form")
    yield "deep yaml", lambda: value_in("[" * 100_000, place="form")


def files() -> Iterator[Case]:
    """Files that are small and would become large, or are not what they say."""
    for name, content in handed_in().items():
        yield f"file {name}", partial(looked_at, content)


def looked_at(content: bytes) -> None:
    """The file is told by its bytes; a picture is made anew from its pixels."""
    media = sniffed(content)
    if media is not None and media.picture:
        remade(content, media)


def handed_in() -> dict[str, bytes]:
    """Bombs and chimeras."""
    zipped = BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (200 * MEGABYTE))
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    return {
        "png of many pixels": png(60_000, 60_000, b""),
        "png whose text is a bomb": png(
            10, 10, chunk(b"zTXt", b"x\0\0" + zlib.compress(b"x" * (300 * MEGABYTE)))
        ),
        "png whose profile is a bomb": png(
            10, 10, chunk(b"iCCP", b"x\0\0" + zlib.compress(b"x" * (300 * MEGABYTE)))
        ),
        "zip bomb": zipped.getvalue(),
        "svg": svg,
        "html behind a pdf": b"%PDF-1.7\n" + b"<script>alert(1)</script>" + b"\n%%EOF",
        "zip behind a jpg": b"\xff\xd8\xff\xe0" + zipped.getvalue(),
        "svg behind a png": png(10, 10, b"") + svg,
        "jpg of many pixels": b"\xff\xd8\xff\xc0\x00\x11\x08"
        + pack(">HH", 65_000, 65_000)
        + b"\x03\x01\x11\x00\x02\x11\x01\x03\x11\x01\xff\xd9",
        "nothing": b"",
        "noise": bytes(range(256)) * 40_000,
    }


def png(width: int, height: int, more: bytes) -> bytes:
    """A picture whose rows are zeros."""
    head = chunk(b"IHDR", pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = zlib.compress(b"\0" * min((width + 1) * height, 30 * MEGABYTE), 9)
    return b"\x89PNG\r\n\x1a\n" + head + more + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def chunk(kind: bytes, content: bytes) -> bytes:
    """A piece of a PNG."""
    return pack(">I", len(content)) + kind + content + pack(">I", zlib.crc32(kind + content))


def field(name: str, **keys: Any) -> dict[str, Any]:
    """A field of long text."""
    return {"name": name, "title": name, "type": "long_text", **keys}


def form_with(*fields: dict[str, Any]) -> dict[str, Any]:
    """A form of these fields; one without a name is the first."""
    named = [{"name": "one", "title": "one", **each} for each in fields]
    return {"title": "form", "sections": [{"name": SECTION, "title": "section", "fields": named}]}


def main() -> None:
    """Tries every case within the room there is."""
    for type_name, kind in kinds().items():
        if kind.asks:
            form_of(type_name)
    cases = [*answers(), *patterns(), *rules(), *forms(), *files()]
    used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()  # noqa: SIM115 a file of the kernel
    resource.setrlimit(resource.RLIMIT_AS, (used + ROOM, used + ROOM))
    for name, attempt in cases:
        began = process_time()
        try:
            attempt()
            said = "borne"
        except TongbanError:
            said = "refused"
        except Exception as error:  # noqa: BLE001 whatever it is, it is what this looks for
            said = f"broke {type(error).__name__} {str(error)[:200]}"
        took = process_time() - began
        sys.stdout.write(f"{'slow' if took > LONGEST else said}\t{name}\t{took:.2f}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
