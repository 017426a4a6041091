"""Words that the archive teaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import loaded

from worker.enrichment.learning import dictionary_text, learned_words
from worker.enrichment.words import load_segmenter

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = {"高峰", "北京"}


def test_names_seen_in_enough_issues_are_learned() -> None:
    seen = {
        "谭水生": 3,
        "罗青禾": 2,  # too few issues
        "高峰": 9,  # a word already
        "王": 9,  # no name
        "李明5": 9,  # a slip
        "江南一位老船工": 9,  # a phrase
        "汉斯·穆勒": 4,
        "熊 輝": 5,  # set wide, and in traditional characters
    }
    assert learned_words(seen, KNOWN.__contains__) == {"汉斯·穆勒": 4, "熊辉": 5, "谭水生": 3}
    assert learned_words(seen, KNOWN.__contains__, least=5) == {"熊辉": 5}


def test_the_order_of_the_archive_does_not_matter() -> None:
    one, other = {"谭水生": 3, "罗青禾": 4}, {"罗青禾": 7, "谭水生": 5}
    assert dictionary_text(one) == dictionary_text(other) == "罗青禾 30 nr\n谭水生 30 nr\n"


def test_what_is_learned_is_cut_whole_and_changes_the_version(tmp_path: Path) -> None:
    plain = loaded.segmenter()
    path = tmp_path / "learned.txt"
    path.write_text(dictionary_text(learned_words({"谭水生": 3}, plain.has_word)), encoding="utf-8")
    taught = load_segmenter([path])
    assert "谭水生" not in plain.query_words("船工谭水生说")
    assert "谭水生" in taught.query_words("船工谭水生说")
    assert taught.tag_of("谭水生") == "nr"
    assert taught.version != plain.version
    assert taught.version == load_segmenter([path]).version
    # A learned word is no longer one that the dictionaries lack, so learning asks those without it.
    assert taught.has_word("谭水生")
