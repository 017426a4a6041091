"""Page text in the wrapping of another format, taken out of it: entities, escapes, Markdown, labels.

Crawlers and converters leave such files with the ending .txt. Each step changes a text only where its marks are so many
that they cannot be the page's own: a page that prints one ``&amp;`` or one ``#`` keeps it.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import email
import email.policy
import html
import quopri
import re
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from worker.messages import message

# The head of a mail or a saved web page (MHTML): fields, one of which says how the body is coded.
_MAIL = re.compile(
    rb"(?:[A-Za-z][A-Za-z-]{1,40}:[^\n]{0,500}\n(?:[ \t][^\n]{0,500}\n){0,20}){0,40}?"
    rb"(?:Content-Type|Content-Transfer-Encoding|MIME-Version):",
    re.IGNORECASE,
)
_BASE64 = re.compile(rb"[A-Za-z0-9+/\s]{100,}={0,2}\s{0,4}")
_LONGEST_BASE64_WORD = 30  # characters a line at least, on the average
_FIGURES = 4
_SHARE = 0.3  # of a text, from which on it is escaped as a whole
_QUOTED = re.compile(rb"(?:=[0-9A-F]{2}(?:=\r?\n)?){3}")
_PERCENT = re.compile(rb"(?:%[0-9A-Fa-f]{2}){3}")
_ESCAPE = re.compile(r"(?:\\u[0-9a-fA-F]{4}|%u[0-9a-fA-F]{4})")
_CONTROL = {r"\n": "\n", r"\r": "", r"\t": "\t", r"\"": '"', r"\/": "/"}
_CONTROLS = re.compile(r'\\[nrt"/]')
# Entities that pages have; &T; is none.
_ENTITY = re.compile(
    r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|nbsp|ensp|emsp|thinsp|ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|middot|bull|amp"
    r"|lt|gt|quot|apos|times|deg|copy|reg|laquo|raquo|zwnj|zwj|shy|yen|permil);"
)
_BREAK_TAG = re.compile(
    r"</?(?:p|br|div|h[1-6]|tr|li|ul|ol|table|center|section|article)(?:\s[^<>]{0,300})?\s?/?>", re.IGNORECASE
)
_INLINE_TAG = re.compile(
    r"</?(?:span|strong|b|i|em|u|font|a|img|td|th|tbody|sup|sub|o:p)(?:\s[^<>]{0,300})?\s?/?>", re.IGNORECASE
)
_FEWEST_MARKS = 2
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(?P<text>\S.*?)(?:[ \t]+#{1,6})?[ \t]*$")
_ANY_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)
_UNDERLINED = re.compile(r"(?P<text>^[^\s=-][^\n]{0,60}\n)(?:={3,}|-{3,})[ \t]*$(?=\n[ \t]*$)", re.MULTILINE)
_RULE = re.compile(r"^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_QUOTE = re.compile(r"^ {0,3}>[ \t]?")
_PICTURE = re.compile(r"!\[[^\[\]]{0,200}\]\([^()\s]{0,500}\)")
_LINK = re.compile(r"\[(?P<text>[^\[\]]{1,200})\]\([^()\s]{1,500}\)")
_STRONG = re.compile(r"(?P<mark>\*\*\*|\*\*|\*|__)(?=\S)(?P<text>[^*_\n]{1,200}?)(?<=\S)(?P=mark)")
_LABEL = re.compile(
    r"^[ \t\u3000【\[]{0,4}(?P<name>(?:新闻|文章|稿件)?(?:标题|题目|主题|主标题|引题|肩题|眉题|副题|副标题"
    r"|正文|内容|全文)"
    r"|作者|记者|通讯员|(?:新闻|文章|稿件)?来源|日期|时间|发布时间|发布日期|出版日期|版次|版面|版号|版名|期号"
    r"|栏目|专栏|责任编辑|责编|编辑|关键词|关键字|链接|网址|字数|报纸|报名)"
    r"(?:[】\]][ \t]{0,2}[:：=]?|[ \t\u3000]{0,2}[:：])[ \t\u3000]{0,4}(?P<value>.*)$",
    re.MULTILINE,
)
_TITLES = ("标题", "题目", "主题", "引题", "肩题", "眉题", "副题")
_BODIES = ("正文", "内容", "全文")
_BYLINES = frozenset({"作者", "记者", "通讯员"})


class Unwrapped(NamedTuple):
    """A text and what was taken off it, for people."""

    text: str
    wrappings: tuple[str, ...] = ()


def unquote(data: bytes) -> tuple[bytes, str]:
    """Return the bytes behind a mail's coding, base64 or escapes, and which it was; else ``data`` and nothing."""
    if _MAIL.match(data):
        body = _body_of_mail(data)
        if body:
            return body, "a mail"
    if _BASE64.fullmatch(data) and len(data.split()) * _LONGEST_BASE64_WORD <= len(data):
        with contextlib.suppress(binascii.Error, UnicodeDecodeError):
            plain = base64.b64decode(data)
            if not plain.decode().isascii():
                return plain, "base64"
    for pattern, name, decode in (
        (_QUOTED, "quoted-printable", quopri.decodestring),
        (_PERCENT, message("percent escapes"), unquote_to_bytes),
    ):
        escaped = sum(len(match.group()) for match in pattern.finditer(data)) if data.isascii() else 0
        if escaped >= _SHARE * max(1, len(data)):
            return decode(data), name
    return data, ""


def _body_of_mail(data: bytes) -> bytes:
    """Return the text of a saved mail in UTF-8, empty when it has none."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    if body is None:
        return b""
    with contextlib.suppress(LookupError, UnicodeError):
        return str(body.get_content()).encode()
    return b""


def unwrap(text: str, *, labels: bool) -> Unwrapped:
    """Return the text of a page that an exporter escaped, marked up or labelled; labels stay where ``labels``."""
    names: list[str] = []
    for name, step in (
        (r"\u escapes", _without_escapes),
        (message("HTML entities and tags"), _without_entities),
        ("Markdown", _without_markdown),
        ("labels", _without_labels),
    ):
        if labels and name == "labels":
            continue
        changed = step(text)
        if changed != text:
            names.append(name)
            text = changed
    return Unwrapped(text, tuple(names))


# Each step first looks for what its patterns hold: nearly no page has it, and the patterns take ten times as long.


def _without_escapes(text: str) -> str:
    if "\\u" not in text and "%u" not in text:
        return text
    if sum(map(len, _ESCAPE.findall(text))) < _SHARE * len(text) or not text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match.group()[-_FIGURES:], 16)), text)
    joined = plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROLS.sub(lambda match: _CONTROL[match.group()], joined)


def _without_entities(text: str) -> str:
    marks = len(_ENTITY.findall(text)) if "&" in text else 0
    tags = len(_BREAK_TAG.findall(text)) + len(_INLINE_TAG.findall(text)) if "<" in text else 0
    if marks + tags < _FEWEST_MARKS:
        return text
    for _ in range(2):  # &amp;nbsp; was escaped twice
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    text = _BREAK_TAG.sub("\n", text) if tags else text
    return _INLINE_TAG.sub("", text) if tags else text


def _without_markdown(text: str) -> str:
    if "#" not in text and "---" not in text and "===" not in text:
        return text
    first = _ANY_HEADING.match(text.lstrip("\n"))
    underlined = sum(1 for _ in islice(_UNDERLINED.finditer(text), _FEWEST_MARKS)) == _FEWEST_MARKS
    if not first and not underlined and sum(1 for _ in islice(_ANY_HEADING.finditer(text), 2)) < _FEWEST_MARKS:
        return text
    if underlined:
        text = _UNDERLINED.sub(lambda match: match["text"], text)
    return "\n".join(map(_plain_line, text.split("\n")))


def _plain_line(line: str) -> str:
    if _RULE.match(line):
        return ""
    heading = _HEADING.match(line)
    line = heading["text"] if heading else _QUOTE.sub("", line)
    line = _LINK.sub(lambda match: match["text"], _PICTURE.sub("", line))
    return _STRONG.sub(lambda match: match["text"], line)


def _without_labels(text: str) -> str:
    """Take 标题：, 【正文】 and the like off the lines they open; fields of the source come together on one line."""
    if not any(title in text for title in _TITLES):
        return text
    names = {match["name"] for match in _LABEL.finditer(text)}
    if not any(name.endswith(_TITLES) or name.endswith("标题") for name in names) or len(names) < _FEWEST_MARKS:
        return text
    lines = text.split("\n")
    labels = [_LABEL.match(line) for line in lines]
    kept: list[str] = []
    fields: list[str] = []
    for line, match in zip(lines, labels, strict=True):
        name = match["name"] if match else ""
        if match and not name.endswith((*_TITLES, "标题", *_BODIES)) and name not in _BYLINES:
            if match["value"].strip():
                fields.append(f"{name}:{match['value'].strip()}")
            continue
        if fields:
            kept.append("  ".join(fields))
            fields = []
        kept.append(_unlabelled(match) if match else line)
    return "\n".join([*kept, "  ".join(fields)] if fields else kept)


def _unlabelled(match: re.Match[str]) -> str:
    name, value = match["name"], match["value"].strip()
    if name in _BYLINES:
        return f"{name}:{value}"
    if name.endswith(_BODIES):
        return f"\n\u3000\u3000{value}" if value else ""
    return value
