"""kernel.mail: a letter as it goes over the wire, and a server that cannot be reached."""

import socket
from dataclasses import replace
from datetime import datetime
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from unittest.mock import MagicMock

import pytest

from kernel import mail
from kernel.clock import LOCAL
from kernel.errors import Invalid, Undeliverable
from kernel.mail import LONGEST_SUBJECT, Letter, MailServer, Security, composed, post

SERVER = MailServer("127.0.0.1", 25, Security.NONE, "no-reply@example.org", password="secret")
AT = datetime(2026, 3, 10, 10, 0, tzinfo=LOCAL)


def make_letter(**changes: str) -> Letter:
    """A letter to Zhang."""
    words = {
        "to": "zhang@example.org",
        "subject": "申请已受理",
        "text": "办件 1 已受理。",
        "key": "notice:1:2",
    }
    return Letter(**(words | changes), sender_name="通办", at=AT)


def test_a_letter_bears_its_key_so_that_twice_is_known_as_once():
    first, second = composed(SERVER, make_letter()), composed(SERVER, make_letter())
    assert first["Message-ID"] == second["Message-ID"] == "<notice.1.2@example.org>"
    assert first["From"].endswith("<no-reply@example.org>")


def test_a_subject_adds_no_line_and_has_an_end():
    subject = str(composed(SERVER, make_letter(subject="一\r\nBcc: all@example.org" + "长" * 200))["Subject"])
    assert "\n" not in subject
    assert len(subject) == LONGEST_SUBJECT


def test_an_address_that_would_add_a_line_is_no_letter():
    with pytest.raises(ValueError, match=r"(?i)header|linefeed|address"):
        composed(SERVER, make_letter(to="zhang@example.org\r\nBcc: all@example.org"))


def test_a_server_that_cannot_be_reached_is_named_with_what_to_do():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        for security in Security:
            with pytest.raises(Invalid, match="127"):
                post(MailServer("127.0.0.1", port, security, "a@example.org"), make_letter())


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (SMTPRecipientsRefused({"a@b.c": (550, b"5.1.1 no\r\nsuch user")}), "550 5.1.1 no such user"),
        (SMTPDataError(554, "信箱已满".encode()), "554 信箱已满"),
        (SMTPSenderRefused(553, b"not yours", "a@b.c"), "553 not yours"),
        (SMTPRecipientsRefused({"a@b.c": (451, b"later")}), None),
        (SMTPDataError(421, b"closing"), None),
    ],
    ids=["recipient", "letter", "sender", "greylisted", "closing"],
)
def test_what_a_server_refuses_for_good_is_told_from_what_it_does_not_take_now(
    monkeypatch, error: Exception, said: str | None
):
    server = MagicMock()
    server.__enter__.return_value.send_message.side_effect = error
    monkeypatch.setattr(mail, "_connected", lambda _server: server)
    with pytest.raises(Undeliverable if said else type(error)) as refused:
        post(replace(SERVER, user=""), make_letter())
    if said:
        assert f"“{said}”" in str(refused.value)


def test_the_password_does_not_show():
    assert "secret" not in repr(SERVER)
