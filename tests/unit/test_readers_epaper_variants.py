"""The same saved pages as other systems, editors, browsers and crawlers would have written or named them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from epaper_systems import SYSTEMS

from worker.document.source import Document
from worker.readers import registry
from worker.readers.base import Limits, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LIMITS = Limits(16 * 1024 * 1024)
_ATTRIBUTE = r"""[^\s=<>]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?"""
_LINK = re.compile(r"""(?i)(href=(["']?)[a-z_0-9./-]*\.html?)(?=["'\s>])""")
_CHARSET = re.compile(r"(?i)charset=(\"?)[\w-]+")


def _text(data: bytes) -> tuple[str, str]:
    try:
        return data.decode(), "utf-8"
    except UnicodeDecodeError:
        return data.decode("gb18030"), "gb18030"


def _said(text: str, charset: str) -> str:
    return _CHARSET.sub(rf"charset=\g<1>{charset}", text)


def _turned(text: str) -> str:
    """Return the text with the attributes of each element in the other order."""

    def turned(match: re.Match[str]) -> str:
        return f"<{match[1]} {' '.join(reversed(re.findall(_ATTRIBUTE, match[2])))}>"

    return re.sub(rf"<([A-Za-z][\w:]*)((?:\s+{_ATTRIBUTE})+)\s*>", turned, text)


def _upper(text: str) -> str:
    return re.sub(
        r"<(/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?)>", lambda found: f"<{found[1]}{found[2].upper()}{found[3]}>", text
    )


# how the source is written: what is done to its text, and the encoding it is then in, its own where none is named
WRITTEN: dict[str, tuple[Callable[[str], str], str]] = {
    "tags in capitals": (_upper, ""),
    "no document type": (lambda text: re.sub(r"(?i)<!doctype[^>]*>", "", text), ""),
    "attributes in another order": (_turned, ""),
    "attributes without quotes": (lambda text: re.sub(r"""=(["'])([\w.#-]+)\1""", r"=\2", text), ""),
    "single quotes": (lambda text: re.sub(r'="([^"<>\']*)"', r"='\1'", text), ""),
    "spaces round =": (lambda text: re.sub(r"(\s[\w-]+)=(?=[\"'])", r"\1 = ", text), ""),
    "GB bytes said to be UTF-8": (lambda text: _said(text, "utf-8"), "gb18030"),
    "UTF-8 bytes said to be GB": (lambda text: _said(text, "gb2312"), "utf-8"),
    "GB bytes and no charset": (lambda text: re.sub(r"(?i)<meta[^>]*charset[^>]*>", "", text), "gb18030"),
    "UTF-8 with a mark": (lambda text: _said(text, "utf-8"), "utf-8-sig"),
    "UTF-16, as an editor saves Unicode": (lambda text: _said(text, "unicode"), "utf-16"),
    "one line": (lambda text: text.replace("\r", "").replace("\n", " "), ""),
    "comments first": (lambda text: f"<!-- saved -->\n<!-- twice -->\n{text}", ""),
    "links with ./": (lambda text: re.sub(r"""(?i)(href=["']?)(?=[a-z_0-9][\w.-]*\.html?)""", r"\1./", text), ""),
    "links with a query": (lambda text: _LINK.sub(r"\1?div=-1", text), ""),
    "links to a place": (lambda text: _LINK.sub(r"\1#top", text), ""),
    "links made whole": (
        lambda text: re.sub(r"""(?i)(href=["']?)(?:\./)?(?=[a-z_0-9][\w.-]*\.html?)""", r"\1http://a.example/b/", text),
        "",
    ),
    "areas in a script": (
        lambda text: re.sub(
            "(?i)</head>", "<script>var a=\"<area coords='1,1,2,2' href=content_999.htm>\";</script></head>", text
        ),
        "",
    ),
    "characters by number": (
        lambda text: re.sub("[\u4e00-\u9fff]", lambda one: f"&#{ord(one[0])};" if one.start() % 3 else one[0], text),
        "",
    ),
    "indented by &nbsp;": (lambda text: text.replace("\u3000", "&nbsp;&nbsp;"), ""),
}  # fmt: skip

# how the files are called
NAMED: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "with the query": lambda name: f"{name}?div=-1",
    "with the query, as Windows allows it": lambda name: f"{name}@div=-1",
    "with the query in numbers": lambda name: f"{name}%3Fdiv=-1",
}


def _read(files: Mapping[str, bytes], name: str, folder: str) -> list[object]:
    def sibling(wanted: str) -> bytes | None:
        return "\n".join(files).encode() if wanted == "./" else files.get(wanted)

    parts = registry.read(Source(folder + name, files[name], sibling), _LIMITS)
    return [(one.articles, one.identity) if isinstance(one, Document) else one for one in parts]


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("written", WRITTEN)
def test_however_it_is_written(system: str, written: str) -> None:
    made, folder, page, *_ = SYSTEMS[system]
    change, encoding = WRITTEN[written]
    files = made()
    changed = {}
    for name, data in files.items():
        text, own = _text(data)
        changed[name] = change(text).encode(encoding or own)
    expected = _read(files, page, folder)
    assert _read(changed, page, folder) == expected
    article = next(name for name in files if name != page)
    assert _read(changed, article, folder) == expected[:1]


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("named", NAMED)
def test_whatever_the_files_are_called(system: str, named: str) -> None:
    made, folder, page, *_ = SYSTEMS[system]
    change = NAMED[named]
    files = made()
    changed = {name if name == page else change(name): data for name, data in files.items()}
    expected = _read(files, page, folder)
    found = _read(changed, page, folder)
    assert [articles for articles, _ in found] == [articles for articles, _ in expected]
    article = next(name for name in files if name != page)
    assert _read(changed, change(article), folder)[0][0] == expected[0][0]
