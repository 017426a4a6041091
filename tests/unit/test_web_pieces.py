"""Parts of the reading room that need neither engine nor browser."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape
from starlette.datastructures import QueryParams

from worker.app.i18n import catalogue
from worker.app.settings import load_settings
from worker.errors import ConfigurationError
from worker.search import Mark, Marked
from worker.web import sessions
from worker.web.address import address_of, leave_address, remove_address
from worker.web.asked import Asked
from worker.web.citation import citation
from worker.web.entrance import local
from worker.web.sessions import Role
from worker.web.text import HitNumbers, marked_html, paragraphs_html
from worker.web.throttle import Throttle
from worker.web.uploads import cleaned_folder, cleaned_name

if TYPE_CHECKING:
    from pathlib import Path

KEY = b"k" * 32
SPECIFIER = re.compile(r"%\(\w+\)s")


def test_a_session_is_read_back_and_ends() -> None:
    session = sessions.new_session(Role.READER, 1000)
    sealed = sessions.sealed(session, KEY)
    assert sessions.unsealed(sealed, KEY, 1001) == session
    assert sessions.unsealed(sealed, KEY, session.expires) is None
    assert sessions.unsealed(sealed, b"other" * 8, 1001) is None


@pytest.mark.parametrize("value", ["", ".", "a.b", "a.reader.99999999999.x", "é.reader.1.é", "." * 2000])
def test_what_is_no_session(value: str) -> None:
    assert sessions.unsealed(value, KEY, 0) is None


@given(st.text(max_size=80))
def test_nothing_that_is_made_up_opens_or_fits(text: str) -> None:
    assert sessions.unsealed(text, KEY, 0) is None
    assert not sessions.token_fits(text, sessions.new_session(Role.NOBODY, 0), KEY)
    sessions.basic_credentials(f"Basic {text}")


ROLES = [
    # user, password, both passwords there are, role
    ("operator", "o", ("o", "r"), Role.OPERATOR),
    ("reader", "r", ("o", "r"), Role.READER),
    ("reader", "o", ("o", "r"), Role.NOBODY),
    ("operator", "", ("", "r"), Role.NOBODY),  # an account without a password is none
    ("reader", "", ("o", ""), Role.NOBODY),
    ("root", "o", ("o", "r"), Role.NOBODY),
    ("operator", "\ud800", ("o", "r"), Role.NOBODY),
]


@pytest.mark.parametrize(("user", "password", "known", "role"), ROLES)
def test_who_is_who(user: str, password: str, known: tuple[str, str], role: Role) -> None:
    assert sessions.role_of(user, password, operator_password=known[0], reader_password=known[1]) is role


def test_a_bucket_fills_up_again() -> None:
    now = [0.0]
    throttle = Throttle(per_second=2, burst=3, clock=lambda: now[0])
    assert [throttle.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert throttle.take("b") == 0
    now[0] += 0.5
    assert [throttle.take("a"), throttle.take("a") > 0] == [0, True]


NAMES = [
    # as sent, as kept
    ("p01.txt", "p01.txt"),
    ("/etc/passwd", "passwd"),
    (r"..\..\boot.ini", "boot.ini"),
    ("a\x00b\n.txt", "ab.txt"),
    ("  .. name.txt ", "name.txt"),
    ("第1版：要闻.txt", "第1版：要闻.txt"),
    ("c:evil.txt", "c：evil.txt"),  # no stream of NTFS
    ("", ""),
    ("..", ""),
]


@pytest.mark.parametrize(("sent", "kept"), NAMES)
def test_names_of_uploads(sent: str, kept: str) -> None:
    assert cleaned_name(sent) == kept


@given(st.text(max_size=400))
def test_no_name_leaves_the_inbox(text: str) -> None:
    for part in (cleaned_name(text), *cleaned_folder(text).split("/")):
        assert "/" not in part
        assert part not in {".", ".."}
        assert len(part.encode()) <= 200
        assert not part.startswith(".")


ADDRESSES = [
    # asked for after signing in, where one is led
    ("/search?q=x", "/search?q=x"),
    ("", "/"),
    ("//elsewhere.example", "/"),
    (r"/\elsewhere.example", "/"),
    ("https://elsewhere.example", "/"),
    ("javascript:alert(1)", "/"),
    ("/a\r\nSet-Cookie: x", "/"),
]


@pytest.mark.parametrize(("asked", "led"), ADDRESSES)
def test_one_is_led_within_the_room_only(asked: str, led: str) -> None:
    assert local(asked) == led


def test_an_address_is_read_back() -> None:
    address = (
        "q=渡口&publication=澄江报&people=a&people=b&no_kind=photo&from=2023&to=2024-02&sort=oldest&collapse=1&size=50"
    )
    asked = Asked.of(QueryParams(address))
    assert Asked.of(QueryParams(asked.query_string())) == asked
    assert asked.choosing("page", "1").without("page", "1") == asked
    assert asked.excluding("people", "a").chosen == (("publication", "澄江报"), ("people", "b"))
    assert asked.choosing("kind", "photo").excluded == ()


@given(st.lists(st.tuples(st.sampled_from(["q", "publication", "no_page", "from", "sort", "size", "x"]), st.text())))
def test_any_address_is_read(pairs: list[tuple[str, str]]) -> None:
    asked = Asked.of(QueryParams(pairs))
    assert Asked.of(QueryParams(asked.query_string())) == asked


@given(st.text(alphabet="渡口<&\"'>\n", min_size=1, max_size=40), st.data())
def test_marked_text_is_the_text(text: str, data: st.DataObject) -> None:
    points = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    pairs = zip(points[::2], points[1::2], strict=False)
    marks = tuple(Mark(first, last) for first, last in pairs if text[first] != "\n")
    shown = marked_html(Marked(text, marks))
    assert shown.unescape().replace("<mark>", "").replace("</mark>", "") == text
    assert re.sub("</?mark>", "", str(shown)).count("<") == 0
    numbers = HitNumbers()
    paragraphs = paragraphs_html(Marked(text, marks), numbers)
    assert sum(one.count("<mark id=") for one in paragraphs) == len(marks)  # none is lost at the end of a line
    linked = "".join(paragraphs_html(Marked(text, marks), HitNumbers({1})))
    assert linked.count('<mark id="hit-1"><a href="#place-1">') == linked.count("<a ") == min(1, len(marks))
    assert re.sub("<[^>]*>", "", linked) == escape(text).replace("\n", "")


CITED = [
    # fields, GB/T 7714
    (
        {"headline": "题", "publication": "报", "date": "2023-10-27", "page": "1", "byline": [{"name": "熊辉"}]},
        "熊辉. 题[N]. 报, 2023-10-27(1).",
    ),
    ({"headline": "题", "byline": [{"name": name} for name in "甲乙丙丁"]}, "甲, 乙, 丙, 等. 题[N]."),
    ({}, "[N]."),
]


@pytest.mark.parametrize(("document", "text"), CITED)
def test_an_article_is_cited(document: dict[str, Any], text: str) -> None:
    assert citation(document) == text


def test_the_address_is_known_while_its_server_runs(tmp_path: Path) -> None:
    assert address_of(tmp_path) == ""
    leave_address(tmp_path, "http://127.0.0.1:8420")
    assert address_of(tmp_path) == "http://127.0.0.1:8420"
    remove_address(tmp_path)
    assert address_of(tmp_path) == ""
    (tmp_path / "web.json").write_text('{"url": "http://x", "pid": 4194305}')  # no process has such a number
    assert address_of(tmp_path) == ""
    (tmp_path / "web.json").write_text("{")
    assert address_of(tmp_path) == ""


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.7", "reading.example"])  # noqa: S104 - refused
def test_beyond_loopback_a_password_is_needed(address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BAOKU_WEB_PASSWORD", raising=False)
    with pytest.raises(ConfigurationError, match="BAOKU_WEB_PASSWORD"):
        load_settings(web_address=address)
    assert load_settings(web_address=address, web_password="x").web_address == address
    assert load_settings(web_address="127.0.0.2").web_port


def test_the_language_that_is_not_chinese_is_the_source() -> None:
    assert catalogue("en").gettext("Search") == "Search"
    assert catalogue("zh").gettext("Search") == "检索"


def test_a_scheme_sets_colours_alone_and_a_width_no_colour() -> None:
    """So pages that are well in one width light, and in the other dark, are well in all four."""
    style = (files("worker.web") / "static" / "room.css").read_text(encoding="utf-8")
    rules = dict(re.findall(r"^@media \(([\w-]+)[^)]*\) \{\n(.*?)^\}", style, re.MULTILINE | re.DOTALL))
    assert set(rules) == {"prefers-color-scheme", "max-width"}
    assert not re.sub(r"\s*:root \{(?:\s*--[\w-]+: #[0-9a-f]{6};)+\s*\}\s*", "", rules["prefers-color-scheme"])
    assert not re.search(r"(?:color|background|opacity|filter)[\w-]*:", rules["max-width"])
