from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from worker.home.page_images import Drawn, page_images
from worker.home.page_images import keep_page_images as keep
from worker.search import Mark, Marked
from worker.web.pageviews import image_view, text_lines, with_marks, without_edges

if TYPE_CHECKING:
    from pathlib import Path

ARCHIVED = "2023/10/报/2023-10-27/p01.pdf"


def test_images_are_kept_beside_the_archive(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    assert page_images(archive, ARCHIVED) == ()
    keep(archive, ARCHIVED, [Drawn(1, 595.3, 842, b"large 1", b"small 1"), Drawn(2, 600, 842, b"large 2", b"small 2")])
    first, second = page_images(archive, ARCHIVED)
    assert (first.page, first.width, first.height) == (1, 595.3, 842)
    assert (second.large.read_bytes(), second.small.read_bytes()) == (b"large 2", b"small 2")
    assert not archive.exists()  # nothing of it is taken for an original
    keep(archive, ARCHIVED, [Drawn(1, 595.3, 842, b"again", b"again")])
    assert [one.page for one in page_images(archive, ARCHIVED)] == [1]


@pytest.mark.parametrize("archived", ["", "/etc/passwd", "../../x", "2023/../../x"])
def test_no_path_leads_out_of_the_folder(tmp_path: Path, archived: str) -> None:
    assert page_images(tmp_path / "archive", archived) == ()
    with pytest.raises(ValueError, match=archived or "^"):
        keep(tmp_path / "archive", archived, [])


def test_damaged_contents_are_no_images(tmp_path: Path) -> None:
    keep(tmp_path / "archive", ARCHIVED, [])
    for content in (b"", b"{", b'[{"page": 1}]', b"[1]"):
        (tmp_path / "pages" / ARCHIVED / "pages.json").write_bytes(content)
        assert page_images(tmp_path / "archive", ARCHIVED) == ()


def _article(name: str, *regions: tuple[int, list[float]]) -> dict[str, Any]:
    return {"id": name, "issue_id": "i", "regions": [{"page": page, "box": box} for page, box in regions]}


def test_the_articles_of_a_page_are_outlined(tmp_path: Path) -> None:
    keep(tmp_path / "archive", ARCHIVED, [Drawn(1, 600, 800, b"", b""), Drawn(2, 600, 800, b"", b"")])
    images = page_images(tmp_path / "archive", ARCHIVED)
    here = _article("here", (1, [10, 20, 110, 220]), (2, [0, 0, 50, 50]))
    other = _article("other", (1, [300, 20, 400, 100]))
    elsewhere = _article("elsewhere", (2, [300, 20, 400, 100]))
    view = image_view("i", images, here, [here, other, elsewhere])
    assert view is not None
    assert (view.page, view.others) == (1, (2,))
    assert [(one.article, one.here, one.x, one.y, one.width, one.height) for one in view.outlines] == [
        ("other", False, 300, 20, 100, 80),
        ("here", True, 10, 20, 100, 200),
    ]
    second = image_view("i", images, here, [here, other, elsewhere], page=2)
    assert second is not None
    assert {one.article for one in second.outlines} == {"here", "elsewhere"}
    unknown = image_view("i", images, here, [here], page=3)
    assert unknown is not None
    assert unknown.page == 1  # an address of a page that the file lacks shows the article's own
    assert image_view("i", (), here, [here]) is None


def test_lines_of_a_page_belong_to_their_articles() -> None:
    ranges = {"a": [{"first": 2, "last": 3}], "b": [{"first": 5, "last": 5}]}
    lines = without_edges(text_lines("\n一\n二\n\n三\n四\n", ranges, "a"))
    assert [(line.number, line.text, line.article, line.here, line.first) for line in lines] == [
        (2, "一", "a", True, True),
        (3, "二", "a", True, False),
        (4, "", "", False, False),
        (5, "三", "b", False, True),
        (6, "四", "", False, False),
    ]


def test_what_was_found_is_marked_in_the_lines_of_the_article() -> None:
    lines = text_lines("渡口\n渡口", {"a": [{"first": 2, "last": 2}]}, "a")

    def mark(texts: dict[str, str]) -> dict[str, Marked]:
        return {name: Marked(text, (Mark(0, 2),)) for name, text in texts.items()}

    assert [line.marked.marks for line in with_marks(lines, mark)] == [(), (Mark(0, 2),)]
    assert [line.marked.text for line in with_marks(lines, mark)] == ["渡口", "渡口"]
