"""What an act came to: notes that stay above the page, and in the office toasts that pass."""

from flask import Flask, flash, render_template_string

from kernel.web.telling import tell

DRAWN = "{% from 'macros/shell.html' import flashes %}{{ flashes(BRIEF) }}"


def drawn(app: Flask, *said: tuple[str, str], brief: bool, followed: bool = False) -> str:
    """The messages as a page shows them."""
    with app.test_request_context("/"):
        app.preprocess_request()
        for words, kind in said:
            flash(words, kind)
        if followed:
            tell("“张建国”已办理。", href="/work/1", follow="查看")
        return render_template_string(DRAWN.replace("BRIEF", str(brief)))


def test_success_passes_in_the_office_and_stays_for_applicants(app: Flask) -> None:
    assert '<div class="toasts"><div class="toast-t ok">' in drawn(app, ("已通过", "ok"), brief=True)
    assert '<div class="note ok">' in drawn(app, ("已通过", "ok"), brief=False)


def test_what_must_be_read_stays(app: Flask) -> None:
    html = drawn(app, ("已被他人办理", "warn"), ("没有保存", "danger"), brief=True)
    assert "toast" not in html
    assert '<div class="note bad">' in html


def test_a_message_may_lead_somewhere(app: Flask) -> None:
    for brief in (True, False):
        html = drawn(app, brief=brief, followed=True)
        assert 'href="/work/1">查看</a>' in html
        assert "“张建国”已办理。" in html


def test_words_are_escaped(app: Flask) -> None:
    assert "<b>" not in drawn(app, ("<b>", "ok"), ("<b>", "bad"), brief=True)
