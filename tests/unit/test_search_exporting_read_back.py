"""What ``baoku export`` writes as RIS and BibTeX, read back by the parsers that others read it with."""

from __future__ import annotations

from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import SeparateCoAuthors
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from worker.search.exporting import ExportFormat, exported

BASE = "http://127.0.0.1:8420"
FULL: dict[str, Any] = {
    "id": "linhe-2023-10-26-p01-a01",
    "publication": "临河新报",
    "date": "2023-10-26",
    "page": "A01",
    "edition": "县域版",
    "headline": "稻田里开起现场会",
    "subtitle": "三百台收割机下田",
    "byline": [{"name": "陈小明", "role": "记者"}, {"name": "李雪"}, {"role": "本报评论员"}],
    "keywords": ["秋收", "晚稻"],
    "summary": "晚稻昨天开镰。",
}
AFTER = {**FULL, "id": "linhe-2023-10-26-p01-a02"}


def names(*given: str) -> list[dict[str, str]]:
    return [{"name": one} for one in given]


def from_ris(*documents: dict[str, Any]) -> list[dict[str, Any]]:
    return rispy.loads(b"".join(exported(documents, ExportFormat.RIS, base=BASE)).decode())


def from_bibtex(*documents: dict[str, Any]) -> list[dict[str, Any]]:
    written = b"".join(exported(documents, ExportFormat.BIBTEX, base=BASE)).decode()
    library = bibtexparser.parse_string(written, append_middleware=[SeparateCoAuthors()])
    assert not library.failed_blocks
    return [{"id": entry.key} | {field.key: _text(field.value) for field in entry.fields} for entry in library.entries]


def _text(value: Any) -> Any:
    return list(map(_text, value)) if isinstance(value, list) else LatexNodes2Text().latex_to_text(value)


def test_every_field_of_ris() -> None:
    [record, bare] = from_ris(FULL, {"id": "content-0123456789abcdef-a01"})
    assert record == {
        "type_of_reference": "NEWS",
        "id": FULL["id"],
        "title": FULL["headline"],
        "authors": ["陈小明", "李雪"],
        "secondary_title": FULL["publication"],
        "year": "2023",
        "date": "2023/10/26",
        "start_page": "A01",
        "edition": FULL["edition"],
        "abstract": FULL["summary"],
        "keywords": FULL["keywords"],
        "language": "zh",
        "urls": [f"{BASE}/articles/{FULL['id']}"],
    }
    assert bare["title"] == "content-0123456789abcdef-a01"


def test_every_field_of_bibtex() -> None:
    [record, bare] = from_bibtex(FULL, {"id": "content-0123456789abcdef-a01"})
    assert record == {
        "id": FULL["id"],
        "title": FULL["headline"],
        "subtitle": FULL["subtitle"],
        "author": ["陈小明", "李雪"],
        "journal": FULL["publication"],
        "year": "2023",
        "month": "10",
        "date": FULL["date"],
        "pages": "A01",
        "edition": FULL["edition"],
        "abstract": FULL["summary"],
        "keywords": "秋收, 晚稻",
        "url": f"{BASE}/articles/{FULL['id']}",
        "langid": "chinese",
    }
    assert bare["title"] == "content-0123456789abcdef-a01"


TEXTS = [
    # what ends a field, a record or a name; what TeX has a use for; braces that balance, and braces that do not
    "渡口, 亭子; “长椅”和\"短椅\" = 'x'",
    "陈小明 and 李雪",
    "ER  - 渡口",
    "TY  - NEWS",
    "@article{x, title = {y}}",
    "50% & #7 $8 a_b ~c \\d \\textbf{e}",
    "{渡口}{亭子}",
    "渡口}亭子{",
    "渡{口",
    "渡口}",
    "渡口\\",
    # pairs that TeX sets as one character
    "A--B---C ''x'' ``y`` ?` !`",
]


@pytest.mark.parametrize("text", TEXTS)
def test_texts_come_back(text: str) -> None:
    both = {
        **FULL,
        "headline": text,
        "publication": text,
        "summary": text,
        "byline": [{"name": text}, {"name": "李雪"}],
    }
    for record in from_ris(both, AFTER)[:1]:
        assert (record["title"], record["secondary_title"], record["abstract"]) == (text, text, text)
        assert record["authors"] == [text, "李雪"]
    for record in from_bibtex(both, AFTER)[:1]:
        assert (record["title"], record["journal"], record["abstract"]) == (text, text, text)
        assert record["author"] == [text, "李雪"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_line_ends_become_spaces(end: str) -> None:
    both = {**FULL, "headline": f"渡口{end}ER  - {end}亭子"}
    assert [record["title"] for record in from_ris(both, AFTER)] == ["渡口 ER  -  亭子", FULL["headline"]]
    assert [record["title"] for record in from_bibtex(both, AFTER)] == ["渡口 ER  -  亭子", FULL["headline"]]


# No circumflex: TeX's sign for it is read as another character by the parser. No spaces at the ends: they are cut.
_ANY = (
    st.text(st.sampled_from("渡口亭A b,;{}\\%&#_$~'`-?!@=\"and"), min_size=1, max_size=30).map(str.strip).filter(bool)
)


@given(_ANY, _ANY)
def test_any_text_comes_back(headline: str, name: str) -> None:
    both = {**FULL, "headline": headline, "byline": names(name, "李雪")}
    [record, after] = from_ris(both, AFTER)
    assert (record["title"], record["authors"], after["title"]) == (headline, [name, "李雪"], FULL["headline"])
    [record, after] = from_bibtex(both, AFTER)
    assert (record["title"], record["author"], after["title"]) == (headline, [name, "李雪"], FULL["headline"])
