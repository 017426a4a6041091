"""METS and ALTO of three profiles: each field exact, text equal to its blocks, places in points."""

from __future__ import annotations

import datetime as dt
import posixpath
from typing import TYPE_CHECKING

import mets_files as files
import pytest

from worker.document.issue import Contributor
from worker.document.source import Document
from worker.errors import PermanentError
from worker.parsing.assembly.ready import finished
from worker.readers import registry
from worker.readers.base import Limits, Rejected, Source
from worker.readers.mets_alto.alto import read_alto, text_of_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LIMITS = Limits(16 * 1024 * 1024)


def read(made: Mapping[str, bytes]) -> list[Document | Rejected]:
    name = next(iter(made))
    return list(registry.read(Source(f"报/{name}", made[name], made.get), LIMITS))


def one(made: Mapping[str, bytes]) -> Document:
    [document] = read(made)
    assert isinstance(document, Document)
    return document


def test_articles_with_parts() -> None:
    document = one(files.bnl())
    first, second = (finished(article) for article in document.articles)
    assert (first.kicker, first.headline, first.subtitle) == (files.KICKER, files.TITLE, files.SUBTITLE)
    assert first.byline == (Contributor("陈小明", "记者"), Contributor("李雪", "通讯员"))
    assert first.paragraphs == ("".join(files.FIRST), "".join(files.SECOND))
    assert first.captions == (files.CAPTION,)
    assert first.column == "本埠"
    assert (second.headline, second.paragraphs) == (
        files.OTHER,
        ("石门渡口的候船亭昨天启用，编号A 12的长椅坐得下四十人。",),
    )
    identity = document.identity
    assert (identity.publication, identity.date, identity.page, identity.number) == (
        "临河新报",
        dt.date(1931, 9, 22),
        "3",
        "815",
    )
    assert {article.page for article in document.articles} == {"3"}


def test_places_are_points_whatever_the_unit() -> None:
    # blocks of 400 x 80 units: tenths of a millimetre, pixels of 300 an inch, 1200ths of an inch
    for unit, points in (("mm10", 72 / 254), ("pixel", 72 / 300), ("inch1200", 72 / 1200)):
        page = read_alto(files.alto(unit))
        box = page.blocks[1].box
        assert box is not None
        assert tuple(box) == pytest.approx((100 * points, 100 * points, 500 * points, 180 * points))
        assert (page.width, page.height) == pytest.approx((2540 * points, 3810 * points))
    first = one(files.bnl()).articles[0]
    assert len(first.regions) == 8  # seven blocks and the picture
    assert {region.page for region in first.regions} == {1}


def test_a_resolution_that_the_file_says_counts() -> None:
    page = read_alto(files.alto("pixel"), dpi=150)
    assert page.width == pytest.approx(2540 * 72 / 150)


def test_articles_linked_to_runs_of_words() -> None:
    document = one(files.british_library())
    first, second = (finished(article) for article in document.articles)
    assert (first.headline, first.paragraphs) == (files.TITLE, ("".join(files.FIRST), "".join(files.SECOND)))
    assert second.headline == "渡口添了候船亭"  # of its bibliographic record: its areas hold no headline
    assert document.identity.page == "3"
    assert tuple(first.regions[0].box) == pytest.approx((24, 24, 120, 43.2))


def test_pages_without_articles_are_lines_with_places() -> None:
    document = one(files.ndnp())
    assert document.articles == ()
    [page] = document.pages
    assert [line.text for line in page.lines] == [line for _, lines in files.BLOCKS for line in lines]
    assert all(line.box and line.style and line.confidence == pytest.approx(0.9) for line in page.lines)
    assert len({line.block for line in page.lines}) == len(files.BLOCKS)
    assert len(page.pictures) == 1
    assert (document.identity.publication, document.identity.page) == ("临河新报", "3")


def test_an_alto_page_alone() -> None:
    document = one({"1.xml": files.alto()})
    assert (document.identity.page, len(document.pages[0].lines)) == ("", 11)


# Programs that recognise a page count the images of one run, from 0 or 1: their number says nothing of a page alone.
@pytest.mark.parametrize(
    ("said", "page"), [("0", ""), ("1", ""), ("3", "3"), ('1" PRINTED_IMG_NR="4', "4"), ('0" PRINTED_IMG_NR="1', "1")]
)
def test_the_number_of_an_image_within_its_run_is_no_page(said: str, page: str) -> None:
    data = files.alto().replace(b'PHYSICAL_IMG_NR="1"', f'PHYSICAL_IMG_NR="{said}"'.encode())
    assert one({"1.xml": data}).identity.page == page


HYPHENS = """<alto><Layout><Page WIDTH="100" HEIGHT="100"><PrintSpace><TextBlock ID="b"><TextLine><String CONTENT="prev"
 SUBS_TYPE="HypPart1" SUBS_CONTENT="previous"/><HYP CONTENT="-"/></TextLine>
<TextLine><String CONTENT="ious"
 SUBS_TYPE="HypPart2" SUBS_CONTENT="previous"/><SP/><String CONTENT="is"/><SP/><String CONTENT="un-"/><HYP CONTENT="-"/>
</TextLine><TextLine><String CONTENT="solved"/><SP/><String CONTENT="在"/><SP/><String CONTENT="这里"/></TextLine>
</TextBlock></PrintSpace></Page></Layout></alto>"""


def test_hyphens() -> None:
    words, _ = read_alto(HYPHENS.encode()).run("b")
    assert text_of_words(words) == "previous is unsolved在这里"


@pytest.mark.parametrize("made", [files.bnl, files.british_library, files.ndnp])
def test_a_page_beside_its_mets_file_gives_what_that_gives(made: Callable[[], dict[str, bytes]]) -> None:
    held = made()
    whole = list(registry.read(Source(f"报/{next(iter(held))}", next(iter(held.values())), held.get), LIMITS))
    alto = list(held)[1]
    folder = posixpath.dirname(alto)

    def sibling(name: str) -> bytes | None:
        wanted = posixpath.normpath(posixpath.join(folder, name))
        if name.endswith("/"):
            inside = (one for one in held if (posixpath.dirname(one) or ".") == (wanted or "."))
            return "\n".join(posixpath.basename(one) for one in inside).encode()
        return held.get(wanted)

    assert list(registry.read(Source(f"报/{alto}", held[alto], sibling), LIMITS)) == whole


def test_a_missing_page_is_named() -> None:
    made = files.bnl()
    del made["text/1.xml"]
    [missing] = read(made)
    assert isinstance(missing, Rejected)
    assert (missing.key, missing.error.code) == ("text/1.xml", "missing_page")


def test_links_never_leave_the_folder() -> None:
    asked: list[str] = []

    def sibling(name: str) -> None:
        asked.append(name)

    for href in ("http://far.example/1.xml", "/etc/1.xml", "file:///etc/1.xml"):
        data = files.bnl()["1-mets.xml"].replace(b"file://./text/1.xml", href.encode())
        list(registry.read(Source("1-mets.xml", data, sibling), LIMITS))
    assert asked == ["1.xml"] * 3


BAD = [
    (files.bnl()["1-mets.xml"][:900], "well-formed"),
    (files.alto()[:900], "well-formed"),
    (b"<mets>" + b"<div>" * 1_000_000, "deep"),
    (b'<?xml version="1.0"?><!DOCTYPE mets [<!ENTITY a "b">]><mets>&a;</mets>', "no format|XML|DTD"),
    (b'<mets xmlns:x="y"><div>&a;</div></mets>', "well-formed"),
    (b"<mets/>", "no page"),
]


@pytest.mark.parametrize(("data", "message"), BAD)
def test_hostile_files(data: bytes, message: str) -> None:
    with pytest.raises(PermanentError, match=message):
        read({"1.xml": data})


def test_an_entity_of_a_page_is_refused() -> None:
    made = files.bnl()
    made["text/1.xml"] = (
        b'<?xml version="1.0"?><!DOCTYPE alto [<!ENTITY a SYSTEM "file:///etc/passwd">]><alto>&a;</alto>'
    )
    [rejected] = read(made)
    assert isinstance(rejected, Rejected)
    assert "DTD" in rejected.error.reason
