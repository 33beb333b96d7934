"""Whatever bytes are uploaded: refused in our words or unpacked, and nothing lies outside of the folder."""

import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kernel.errors import TongbanError
from kernel.manifest import read_manifest
from kernel.packs import unpacked
from tests.kernel.install.test_packs import FILES, FORM, HOSTILE, MANIFEST, everything_below, pack

GOOD = pack(FILES)
SIGNATURES = [
    b"PK\x01\x02",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"PK\x06\x06",
    b"PK\x06\x07",
    b"\x00",
    b"\xff\xff\xff\xff",
]
NAMES = st.lists(
    st.sampled_from(["small", "..", ".", "", "a.txt", "x.yaml", "__manifest__.py", "\\"]),
    max_size=4,
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good pack with a few bytes changed, put in or cut out."""
    content = GOOD
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(content)))
        end = start + draw(st.integers(0, 6))
        content = content[:start] + draw(st.sampled_from(SIGNATURES) | st.binary(max_size=6)) + content[end:]
    return content


@st.composite
def named_oddly(draw: st.DrawFn) -> bytes:
    """A zip whose files have names made of what paths are made of."""
    texts = st.sampled_from([repr(MANIFEST), FORM, "", "x"])
    files = {"/".join(draw(NAMES)) or "x": draw(texts) for _ in range(draw(st.integers(1, 4)))}
    return pack(FILES | files if draw(st.booleans()) else files)


def check(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "in/addons")
        try:
            manifest = unpacked(content, folder)
        except TongbanError:
            assert everything_below(Path(place)) == {}
        else:
            assert manifest == read_manifest(folder / manifest.name)
            assert not manifest.has_code
            assert {name.split("/")[2] for name in everything_below(Path(place))} == {manifest.name}
            assert [path.name for path in folder.iterdir()] == [manifest.name]


@settings(max_examples=300)
@given(damaged())
def test_a_damaged_zip(content: bytes):
    check(content)


@settings(max_examples=100)
@given(named_oddly())
@example(GOOD)
@example(HOSTILE["without-a-name"])
def test_a_zip_with_odd_names(content: bytes):
    check(content)


@settings(max_examples=100)
@given(st.binary(max_size=200) | st.binary(max_size=60).map(lambda end: GOOD[:-60] + end))
def test_any_bytes(content: bytes):
    check(content)
