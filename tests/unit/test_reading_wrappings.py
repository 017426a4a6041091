"""Page text in the wrapping of another format: taken off where it is one, left where the page prints such marks."""

from __future__ import annotations

import base64
import quopri
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.errors import UnsupportedFormatError
from worker.readers.text import data as data_files
from worker.readers.text import read, wrappings

PAGE = (
    "云岭周报\n2023年11月5日 第05版\n\n小院议事解了停车难\n"
    "\u3000\u3000本报讯(记者 桑小竹)桂花巷的居民在小院里议事,四十户人家商定了二十二个车位的用法。\n"
)
LIMIT = 1 << 20


def text_of(data: bytes | str) -> str:
    return read(data if isinstance(data, bytes) else data.encode(), max_bytes=LIMIT).text


def escaped(text: str) -> str:
    return "".join(c if c.isascii() else f"\\u{ord(c):04x}" for c in text)


@pytest.mark.parametrize(
    "data",
    [
        escaped(PAGE),
        escaped(PAGE).replace("\n", "\\n"),
        "".join(c if c.isascii() else f"%u{ord(c):04X}" for c in PAGE),
        "".join(c if c.isascii() else f"&#{ord(c)};" for c in PAGE),
        "".join(c if c.isascii() else f"&#x{ord(c):x};" for c in PAGE),
        quopri.encodestring(PAGE.encode()).decode(),
        quote(PAGE),
        base64.encodebytes(PAGE.encode()).decode(),
    ],
)
def test_a_text_escaped_as_a_whole(data: str) -> None:
    assert text_of(data) == PAGE
    assert any("taken off" in warning for warning in read(data.encode(), max_bytes=LIMIT).warnings)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("&ldquo;小院议事&rdquo;解了停车难", "“小院议事”解了停车难"),
        ("甲&nbsp;乙&mdash;&mdash;丙", "甲\u00a0乙——丙"),
        ("A&amp;B两栋楼&hellip;", "A&B两栋楼…"),
        ("甲&amp;nbsp;乙&amp;nbsp;丙", "甲\u00a0乙\u00a0丙"),  # escaped twice
        ("一段。<br/>二段。</p>", "一段。\n二段。\n"),
        ("<p>一段。</p><p>二段。</p>", "\n一段。\n\n二段。\n"),
        ('<strong>甲</strong>乙<span style="a">丙</span>', "甲乙丙"),
        # and what stays
        ("研发部R&D;经费", "研发部R&D;经费"),
        ("A&amp;B公司", "A&amp;B公司"),  # once: it may be printed so
        ("若a<b且c>d", "若a<b且c>d"),
        ("<甲>与<乙>", "<甲>与<乙>"),
        ("路径C:\\u盘", "路径C:\\u盘"),
        ("完成率100%25", "完成率100%25"),
        ("a=3B=4C", "a=3B=4C"),
    ],
)
def test_entities_and_tags(text: str, expected: str) -> None:
    assert text_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 云岭周报\n\n## 北坡通了电\n正文", "云岭周报\n\n北坡通了电\n正文"),
        ("# 北坡通了电\n\n正文", "北坡通了电\n\n正文"),
        ("云岭周报\n===\n\n北坡通了电\n---\n\n正文", "云岭周报\n\n\n北坡通了电\n\n\n正文"),
        ("# 报\n## 题 ##\n**2023年11月21日 第01版**", "报\n题\n2023年11月21日 第01版"),
        ("# 报\n## 题\n*本报讯(记者 甲)* 北坡村", "报\n题\n本报讯(记者 甲) 北坡村"),
        ("# 报\n## 题\n![图](a.png)[链接](http://a.b)文\n---\n> 引", "报\n题\n链接文\n\n引"),
        # and what stays
        ("正文\n# 一句话新闻\n正文", "正文\n# 一句话新闻\n正文"),  # one amid the text: the page's own mark
        ("#话题#\n#话题二#", "#话题#\n#话题二#"),
        ("5*3*2=30\n**\n", "5*3*2=30\n**\n"),
        ("---\n甲\n---", "---\n甲\n---"),
    ],
)
def test_markdown(text: str, expected: str) -> None:
    assert text_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("标题：甲乙丙\n作者：何林\n正文：\n文", "甲乙丙\n作者:何林\n\n文"),
        ("【标题】甲乙丙\n【正文】文", "甲乙丙\n\n\u3000\u3000文"),
        ("报头\n标题:甲\n来源:报\n日期:2023-11-12\n内容:文", "报头\n甲\n来源:报  日期:2023-11-12\n\n\u3000\u3000文"),
        ("标题：甲\n正文：一\n标题：乙\n正文：二", "甲\n\n\u3000\u3000一\n乙\n\n\u3000\u3000二"),
        # and what stays
        # a database's record: an equals sign, fields left empty
        ("【日期】= 1991\n【标题】= 甲乙\n【版名】=\n【正文】=\n文", "日期:1991\n甲乙\n\n文"),
        ("标题：党的故事\n讲得好", "标题：党的故事\n讲得好"),  # one label alone
        ("内容：丰富\n来源：群众", "内容：丰富\n来源：群众"),  # no title
        ("标题党不可取\n内容为王", "标题党不可取\n内容为王"),
    ],
)
def test_labels(text: str, expected: str) -> None:
    assert text_of(text) == expected


def test_labels_stay_for_the_reader_of_labels() -> None:
    labelled = "标题：甲乙丙\n正文：文"
    assert read(labelled.encode(), max_bytes=LIMIT, labels=True).text == labelled


def test_two_encodings_in_one_file() -> None:
    other = "村口新立指路牌\n\u3000\u3000本报讯(记者 汤远山)村口新立了一块指路牌,外来的货车不再绕路。\n"
    both = read(PAGE.encode() + other.encode("gb18030"), max_bytes=LIMIT)
    assert (both.text, both.encoding) == (PAGE + other, "utf-8 and gb18030")
    assert text_of(other.encode("gb18030") + PAGE.encode()) == other + PAGE


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16"])
def test_one_encoding_stays_one(encoding: str) -> None:
    page = PAGE if encoding != "big5hkscs" else "大同日報\n江北輪渡昨日復航,每半小時開船一次,票價照舊,旅客稱便。\n"
    assert read(page.encode(encoding), max_bytes=LIMIT).text == page


def test_utf8_and_big5_in_one_file() -> None:
    other = "大同日報\n江北輪渡昨日復航,每半小時開船一次,票價照舊,旅客稱便,碼頭上人來人往。\n"
    assert text_of(PAGE.encode() + other.encode("big5hkscs")) == PAGE + other


def test_a_mail() -> None:
    head = b"Subject: =?utf-8?B?5YyX?=\nContent-Type: text/plain; charset=utf-8\n"
    mail = head + b"Content-Transfer-Encoding: quoted-printable\n\n" + quopri.encodestring(PAGE.encode())
    assert text_of(mail) == PAGE


DATA = [
    ("subtitles", "1\n00:00:01,000 --> 00:00:03,000\n你好\n\n2\n00:00:04,000 --> 00:00:06,000\n再见\n"),
    ("subtitles", "WEBVTT\n\n00:01.000 --> 00:03.000\n你好\n\n00:04.000 --> 00:06.000\n再见\n"),
    ("JSON", '{"title": "北坡通了电", "content": '),
    ("JSON", "[{'title': '北坡通了电', 'content': '文'}]"),
    ("code", 'var data = {"title":"北坡通了电"};'),
    ("code", "window.news = {'title': '北坡通了电'}"),
    ("YAML", "- title: 北坡通了电\n  author: 桑小竹\n  content: 文\n- title: 渡口修好了\n  content: 文\n"),
    ("settings", "[article]\ntitle=北坡通了电\nauthor=桑小竹\n"),
    ("XML", "<item><title>北坡通了电</title><author>桑小竹</author></item>"),
]


@pytest.mark.parametrize(("what", "text"), DATA)
def test_data_is_refused_with_advice(what: str, text: str) -> None:
    with pytest.raises(UnsupportedFormatError, match=what) as refused:
        read(text.encode(), max_bytes=LIMIT)
    assert refused.value.advice


@pytest.mark.parametrize(
    "text",
    [
        "[本报讯]昨日,北坡通了电。",
        "“北坡”:通了电",
        '("北坡")通了电',
        "- 北坡: 通了电\n- 渡口: 修好了\n",
        "《北坡》\n<渡口>\n文",
        "var是一种变量",
        "[要闻]\n北坡通了电",
        "import一词的用法",
        "会议定于10:00开始",
    ],
)
def test_what_is_no_data(text: str) -> None:
    assert text_of(text) == text


@given(st.text("甲乙报。，：《》、\n 0123abc()%#*&;<>", max_size=200))
def test_a_text_without_wrapping_is_never_changed_but_by_much_of_it(text: str) -> None:
    plain = text.replace("&", "").replace("<", "").replace("#", "")
    if plain.strip():
        assert [line.rstrip() for line in text_of(plain).split("\n")] == [line.rstrip() for line in plain.split("\n")]


@given(st.text(alphabet="甲标题主正文:：【】#-=>*_ \t\n\\u%0aF1,."))
def test_what_is_looked_for_before_the_patterns_is_held_by_all_they_match(text: str) -> None:
    # Else a wrapping would stay, or a file of data be read as a page.
    held = (
        (wrappings._ESCAPE.search(text), ("\\u", "%u")),
        (wrappings._ANY_HEADING.search(text), ("#",)),
        (wrappings._UNDERLINED.search(text), ("---", "===")),
        (data_files._SUBTITLES.search(text), ("-->",)),
        (data_files._YAML_ITEM.search(f"\n{text}"), ("\n-",)),
    )
    assert all(any(sign in f"\n{text}" for sign in signs) for match, signs in held if match)
    titles = wrappings._TITLES
    for label in wrappings._LABEL.finditer(text):
        assert not label["name"].endswith((*titles, "标题")) or any(title in text for title in titles)
