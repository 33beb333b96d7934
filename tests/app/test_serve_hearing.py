"""What was heard on a connection: a whole request is known as one however it comes, and nothing of it is lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.serve.hearing import LONGEST_HEAD, LONGEST_LINE, Ear, Heard
from app.serve.keeping import AT_ONCE, MOST_FILES, Kept, Reader
from config import MAX_CONTENT_LENGTH

GET = b"GET /work/1?a=%E5%BC%A0 HTTP/1.1\r\nHost: x\r\n\r\n"
POST = b"POST /login HTTP/1.1\r\nHost: x\r\ncontent-LENGTH:  %d \r\n\r\n"
CHUNKED = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"


def posted(body: bytes) -> bytes:
    return POST % len(body) + body


def told(heard: Heard) -> bytes:
    """All of what is given on."""
    said, kept = heard.told()
    reader = Reader(None)
    reader.tell(said, kept)
    if kept is None:
        return said
    return said + b"".join(iter(lambda: kept.read(50_000), b""))


@given(
    st.sampled_from([GET, posted(b"a=1&b=%0D"), posted(b""), CHUNKED, posted(b"x\r\n\r\ny" * 9)]), st.data()
)
def test_a_request_is_whole_with_its_last_byte_and_not_before(request_: bytes, data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.integers(1, len(request_) - 1), unique=True).map(sorted))
    heard = Heard()
    for start, end in pairwise([0, *cuts, len(request_)]):
        assert heard.judged() is Ear.MORE
        assert heard.room > 0
        heard.add(request_[start:end])
    assert heard.judged() is Ear.WHOLE
    assert told(heard) == request_


@given(st.binary(max_size=400), st.integers(1, 40))
def test_whatever_is_said_is_judged_and_given_on(said: bytes, step: int) -> None:
    heard = Heard()
    for start in range(0, len(said), step):
        heard.add(said[start : start + step])
        assert heard.judged() in set(Ear) - {Ear.GONE}
        assert said[: start + step].endswith(bytes(heard._kept)), "nothing is lost but a line before it"
    heard.add(b"")
    assert heard.judged() in {Ear.EARLY, Ear.GONE}


def test_what_follows_the_first_request_comes_along() -> None:
    heard = Heard(GET + GET[:9])
    assert (heard.judged(), told(heard)) == (Ear.WHOLE, GET + GET[:9])


@pytest.mark.parametrize(
    ("said", "ear"),
    [
        (b"\x16\x03\x01\x02\x00", Ear.REFUSED),
        (b"\r", Ear.MORE),
        (b"\r\n", Ear.MORE),
        (b"\r\n" + GET, Ear.WHOLE),
        (b"\r\n\r\n" + GET, Ear.REFUSED),
        (b"no request at all\r\n", Ear.REFUSED),
        (b"G" * (LONGEST_LINE + 1), Ear.REFUSED),
        (GET[:-2] + b"a: b\r\n" * (LONGEST_HEAD // 6), Ear.REFUSED),
        (CHUNKED.replace(b"3\r\nabc", b"6\r\n\r\n\r\nab"), Ear.WHOLE),
        (CHUNKED.replace(b"3\r\nabc", b"64\r\n\r\n"), Ear.MORE),
        (CHUNKED[:-2] + b"Trailer: x\r\n\r\n" + posted(b"a=1"), Ear.WHOLE),
        (CHUNKED.replace(b"3\r\n", b"x\r\n"), Ear.REFUSED),
        (CHUNKED.replace(b": chunked", b": gzip"), Ear.EARLY),
        (CHUNKED.replace(b"\r\nTransfer", b"\r\nContent-Length: 5\r\nTransfer"), Ear.EARLY),
        (b"POST / HTTP/1.1\r\nContent-Length: 0000000000000000003\r\n\r\nab", Ear.MORE),
        (b"POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\nab", Ear.REFUSED),
        (b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\nab", Ear.REFUSED),
        (POST % (MAX_CONTENT_LENGTH + 1), Ear.EARLY),
        (POST % MAX_CONTENT_LENGTH, Ear.MORE),
    ],
)
def test_what_cannot_become_a_request_waits_for_nothing(said: bytes, ear: Ear) -> None:
    assert Heard(said).judged() is ear


def test_a_client_that_waits_to_be_told_is_and_its_head_says_so_no_more() -> None:
    heard = Heard(b"PUT / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n")
    assert (heard.judged(), heard.expects) == (Ear.MORE, True)
    heard.add(b"ab")
    assert (heard.judged(), told(heard)) == (Ear.WHOLE, b"PUT / HTTP/1.1\r\nContent-Length: 2\r\n\r\nab")


def test_a_long_body_lies_in_a_file_and_nothing_beyond_it_is_taken() -> None:
    body = bytes(range(256)) * (AT_ONCE // 256 * 3)
    request, heard, at = posted(body) + GET, Heard(), 0
    while heard.judged() is Ear.MORE:
        taken = request[at : at + heard.room]
        heard.add(taken)
        at += len(taken)
        assert Kept.count == (at > AT_ONCE)
    assert heard.judged() is Ear.WHOLE
    said, kept = heard.told()
    assert kept is not None
    assert Kept.count == 1, "it takes up its place until it is read"
    assert said + kept.read(len(request)) == posted(body)
    kept.close()
    kept.close()
    assert Kept.count == 0


def test_only_so_many_files_are_kept_and_the_others_are_read_as_they_come() -> None:
    begun = POST % (AT_ONCE * 3) + b"x" * AT_ONCE
    kept = [Heard(begun) for _ in range(MOST_FILES)]
    try:
        assert {one.judged() for one in kept} == {Ear.MORE}
        assert Heard(begun).judged() is Ear.EARLY
        kept.pop().forget()
        kept.append(Heard(begun))
        assert kept[-1].judged() is Ear.MORE
    finally:
        for one in kept:
            one.forget()
    assert Kept.count == 0


def test_a_client_of_the_old_protocol_is_not_told_to_go_on() -> None:
    assert not Heard(b"PUT / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n").expects


def test_a_body_for_which_there_is_no_place_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    with pytest.raises(OSError, match="No space left"):
        Heard(POST % (AT_ONCE * 3) + b"x" * AT_ONCE)
    assert Kept.count == 0


def test_a_file_that_cannot_be_finished_gives_its_place_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    heard = Heard(POST % (AT_ONCE * 3) + b"x" * AT_ONCE)
    monkeypatch.setattr(Kept, "rewind", full)
    with pytest.raises(OSError, match="No space left"):
        heard.told()
    assert Kept.count == 1
    heard.forget()
    assert Kept.count == 0
