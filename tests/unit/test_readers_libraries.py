"""Profiles of more libraries, and what their files do when they come one by one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import mets_files as files
import pytest

from benchmarks.mets_blocks import compare
from worker.document.identity import IdentityHints
from worker.document.source import Document
from worker.ingestion.documents import issue_of
from worker.readers import registry
from worker.readers.base import Limits, Rejected, Source
from worker.readers.mets_alto.alto import lines_page, read_alto, text_of_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

LIMITS = Limits(16 * 1024 * 1024)
DAY = dt.date(1931, 9, 22)


def read(made: Mapping[str, bytes], name: str) -> list[Document | Rejected]:
    def sibling(asked: str) -> bytes | None:
        return "\n".join(made).encode() if asked == "./" else made.get(asked)

    return list(registry.read(Source(name, made[name], sibling), LIMITS))


def documents(made: Mapping[str, bytes], name: str) -> list[Document]:
    found = read(made, name)
    assert [one for one in found if isinstance(one, Rejected)] == []
    return [one for one in found if isinstance(one, Document)]


def test_labels_that_do_not_go_up_are_not_those_of_pages() -> None:
    [document] = documents(files.european(), "1-mets.xml")
    identity = document.identity
    assert (identity.publication, identity.date, identity.page) == ("临河新报", DAY, "1")
    assert document.key == "临河新报/1931-09-22/1"


def test_a_table_of_contents_is_no_page() -> None:
    """What stands beside the group of texts is not asked for."""
    made = files.european()
    assert not any(isinstance(one, Rejected) for one in read(made, "1-mets.xml"))


def test_an_issue_in_mpeg_21() -> None:
    [document] = documents(files.dutch(), "didl.xml")
    identity = document.identity
    assert (identity.publication, identity.date, identity.page, identity.number) == ("临河新报", DAY, "3", "815")
    first, second = document.articles
    assert (first.headline, first.paragraphs) == (files.TITLE, ("".join(files.FIRST), *files.SECOND))
    assert (second.headline, second.paragraphs) == (files.OTHER, ("".join(files.OTHER_TEXT),))
    assert [tuple(region.box) for region in first.regions] == [(24, 0, 120, pytest.approx(165.6))]
    assert (document.pages[0].width, document.format) == (pytest.approx(609.6), "didl/alto")


@pytest.mark.parametrize("name", ["1_alto.xml", "0001_articletext.xml", "0002_articletext.xml"])
def test_each_file_of_it_gives_what_the_issue_gives(name: str) -> None:
    made = files.dutch()
    assert documents(made, name) == documents(made, "didl.xml")


def test_without_its_text_an_article_is_what_stands_in_its_areas() -> None:
    made = files.dutch()
    del made["0002_articletext.xml"]
    [document] = documents(made, "didl.xml")
    assert document.articles[1].headline == files.OTHER
    assert document.articles[1].paragraphs == (files.OTHER, "".join(files.OTHER_TEXT))


def test_without_text_and_page_an_article_is_named() -> None:
    made = files.dutch()
    del made["0002_articletext.xml"], made["1_alto.xml"]
    document, rejected = sorted(read(made, "didl.xml"), key=lambda one: isinstance(one, Rejected))
    assert isinstance(document, Document)
    assert isinstance(rejected, Rejected)
    assert [article.headline for article in document.articles] == [files.TITLE]
    assert (rejected.key, rejected.error.code) == ("0002_articletext.xml", "missing_page")


def test_an_articles_text_alone() -> None:
    made = files.dutch()
    [document] = documents({"0001_articletext.xml": made["0001_articletext.xml"]}, "0001_articletext.xml")
    assert document.articles[0].headline == files.TITLE


# The second article of the latter has its headline from its record: no block says it.
@pytest.mark.parametrize(("made", "equal"), [(files.bnl, 2), (files.british_library, 1)])
def test_articles_are_their_blocks(made: Callable[[], dict[str, bytes]], equal: int, tmp_path: Path) -> None:
    held = made()
    for name, data in held.items():
        place = tmp_path / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(data)
    found = compare(tmp_path / next(iter(held)))
    assert (found.divs, found.articles, found.equal) == (2, 2, equal)
    assert found.blocks == found.whole > 2


LINES = [
    # words of one character, spaces between all of them: no space is printed
    ('<String CONTENT="临"/><SP/><String CONTENT="河"/><SP/><String CONTENT="坝"/>', "临河坝"),
    # a Latin word and a number within: none either, as Chinese papers print them
    ('<String CONTENT="第"/><SP/><String CONTENT="12"/><SP/><String CONTENT="号"/>', "第12号"),
    # two Latin words keep theirs
    ('<String CONTENT="New"/><SP/><String CONTENT="York"/><SP/><String CONTENT="来电"/>', "New York来电"),
    # full-width marks stick to both sides
    ('<String CONTENT="开镰"/><SP/><String CONTENT="，"/><SP/><String CONTENT="三百台"/>', "开镰，三百台"),
    # a dash in Chinese is no hyphen
    ('<String CONTENT="临河"/><SP/><String CONTENT="——"/><SP/><String CONTENT="渡口"/>', "临河——渡口"),
    ("", ""),
]


@pytest.mark.parametrize(("words", "text"), LINES)
def test_chinese_words_have_no_spaces(words: str, text: str) -> None:
    block = f'<TextBlock ID="b"><TextLine>{words}</TextLine></TextBlock>'
    page = read_alto(f"<alto><Layout><Page>{block}</Page></Layout></alto>".encode())
    assert text_of_words(page.run("b")[0]) == text
    assert [line.text for line in lines_page(page, "1").lines] == [text]


UNITS = [
    # unit of the file, its points for 1,200 of them
    ("mm10", 1200 * 72 / 254),
    ("inch1200", 72.0),
    ("pixel", 1200 * 72 / 300),
    ("PIXEL", 1200 * 72 / 300),
]


@pytest.mark.parametrize(("unit", "points"), UNITS)
def test_units(unit: str, points: float) -> None:
    page = read_alto(
        f"<alto><Description><MeasurementUnit>{unit}</MeasurementUnit></Description><Layout>"
        '<Page WIDTH="1200" HEIGHT="1200"/></Layout></alto>'.encode()
    )
    assert (page.width, page.height) == (pytest.approx(points), pytest.approx(points))


@pytest.mark.parametrize("made", [files.bnl, files.british_library, files.ndnp, files.dutch])
def test_a_librarys_file_names_are_no_part_of_the_identity(made: Callable[[], dict[str, bytes]]) -> None:
    """Else the same issue from another copy would stand beside itself."""
    held = made()
    leading, *others = held
    renamed = {f"x/2385348_{leading}": held[leading], **{f"x/{name}": held[name] for name in others}}

    def sibling(asked: str) -> bytes | None:
        return renamed.get(f"x/{asked}")

    [document] = registry.read(Source(f"x/2385348_{leading}", renamed[f"x/2385348_{leading}"], sibling), LIMITS)
    assert isinstance(document, Document)
    identity = issue_of(document, IdentityHints(f"x/2385348_{leading}")).identity
    assert (identity.publication, identity.date, identity.page, identity.part) == ("临河新报", DAY, "3", "")
