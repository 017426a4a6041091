"""A large object of JSON comes in pieces: each article once, in order, under what stands above it."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import ijson
import pytest

from worker.document.source import Document
from worker.readers import registry
from worker.readers.base import Limits, Source
from worker.readers.exports import json_pieces, json_records

if TYPE_CHECKING:
    from collections.abc import Iterator


def stories(count: int, first: int = 0) -> list[dict[str, Any]]:
    return [
        {
            "title": f"渡口{number}",
            "content": "候船亭启用。",
            "images": [{"url": "1.jpg"}, {"url": "2.jpg"}],
            "tags": [],
        }
        for number in range(first, first + count)
    ]


ARCHIVE = {
    "source": "临河新报",
    "issues": [
        {
            "date": f"2023-10-{day:02}",
            "pages": [{"page": f"{page:02}", "articles": stories(3, 100 * day + 10 * page)} for page in range(1, 5)],
        }
        for day in range(1, 4)
    ],
    "exported": "2024-01-01",
}
PAGE = {"source": "临河新报", "date": "2023-10-01", "pages": [{"page": "01", "articles": stories(20)}]}
OBJECTS = [ARCHIVE, PAGE, {"name": "无", "articles": []}, stories(1)[0]]


def pieces(value: Any, most: int, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    monkeypatch.setattr(json_pieces, "_MOST_CHARACTERS", most)
    events = ijson.basic_parse(io.BytesIO(json.dumps(value).encode()), use_float=True)
    next(events)
    return list(json_pieces.built(events, 16, RecursionError, lambda key: key in {"images", "tags"}))


def told(value: Any, around: tuple[tuple[str, Any], ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield each story with the plain values of the objects round it, but for what stands behind the lists."""
    if isinstance(value, dict) and "content" in value:
        yield value, around
    elif isinstance(value, dict):
        own = tuple((key, one) for key, one in value.items() if not isinstance(one, list) and key != "exported")
        for one in value.values():
            yield from told(one, around + own)
    elif isinstance(value, list):
        for one in value:
            yield from told(one, around)


@pytest.mark.parametrize("value", OBJECTS)
@pytest.mark.parametrize("most", [0, 100, 1_000, 3_000, 1_000_000])
def test_each_story_comes_once_under_what_stands_above_it(
    value: Any, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = pieces(value, most, monkeypatch)
    assert [one for piece in found for one in told(piece)] == list(told(value))
    assert (most == 1_000_000) <= (found == [value])


def test_a_large_archive_in_one_object_gives_what_it_gives_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    def read() -> list[Document]:
        data = json.dumps([ARCHIVE]).encode()
        return [one for one in registry.read(Source("a.json", data), Limits(1 << 20)) if isinstance(one, Document)]

    whole = read()
    assert [len(one.articles) for one in whole] == [3] * 12
    monkeypatch.setattr(json_records, "_HELD", 10)
    monkeypatch.setattr(json_pieces, "_MOST_CHARACTERS", 500)
    assert read() == whole


def test_what_nests_too_deeply_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    deep: Any = "x"
    for _ in range(40):
        deep = {"a": deep}
    with pytest.raises(RecursionError):
        pieces(deep, 10, monkeypatch)
