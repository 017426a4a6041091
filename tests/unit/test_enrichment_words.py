"""Words: what the index holds and what a query asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import loaded
import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.enrichment.words import JiebaSegmenter, load_segmenter
from worker.errors import ConfigurationError
from worker.folding import fold

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = [
    "区委书记王俊出席会议并讲话,1997年GDP增长12.5%。",
    "新华社北京1月8日电(记者 李明)国务院总理在人民大会堂会见外宾",
    "“劳动者港湾”温暖户外劳动者,10月25日,在云清路,环卫工人吃午饭。",
    "iPhone 15 与 5G 网络,A股上涨,C919首飞,威廉·佩里访华",
    "这一是,最具,治官,跌至,袭人,梁坤奠",  # rjieba would guess tags for these
    "",
    "\n \u3000\n",
]


def tagged(segmenter: JiebaSegmenter, text: str) -> list[tuple[str, str]]:
    """Return the words of a folded text with their parts of speech."""
    words = segmenter.words(text)
    return [(words.word(index), words.tag(index)) for index in range(len(words))]


@pytest.fixture(scope="module")
def segmenter() -> JiebaSegmenter:
    return loaded.segmenter()


@pytest.fixture(scope="module")
def pure() -> JiebaSegmenter:
    return load_segmenter(pure=True)


@pytest.mark.parametrize("text", TEXTS)
def test_both_engines_agree(segmenter: JiebaSegmenter, pure: JiebaSegmenter, text: str) -> None:
    assert segmenter.engine == "rjieba"
    assert pure.engine == "jieba"
    assert segmenter.version == pure.version
    assert tagged(segmenter, fold(text)) == tagged(pure, fold(text))
    assert segmenter.search_words(text) == pure.search_words(text)
    assert segmenter.query_words(text) == pure.query_words(text)


@pytest.mark.parametrize(
    ("text", "indexed"),
    [
        ("1997年", ["1997", "年", "1997年"]),  # found by the number, the unit and both
        ("出席会议", ["出席", "会议", "出席会议"]),  # a dictionary phrase by its words too
        ("重慶，ＧＤＰ", ["重庆", "gdp"]),  # folded: traditional, full width, capitals
        ("——。!", []),  # punctuation is no word
        ("3个,个", ["3", "个", "3个", "个"]),  # a unit alone stays alone
    ],
)
def test_search_words(segmenter: JiebaSegmenter, text: str, indexed: list[str]) -> None:
    assert segmenter.search_words(text) == indexed


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("1997年", ["1997年"]),  # joined, so that 1997 and 年 far apart do not match
        ("1997 年", ["1997", "年"]),  # the reader parted them
        ("出席会议", ["出席会议"]),  # the longest word only
        ("GDP增长12.5%", ["gdp", "增长", "12.5%"]),
    ],
)
def test_query_words(segmenter: JiebaSegmenter, query: str, words: list[str]) -> None:
    assert segmenter.query_words(query) == words


@given(st.text(alphabet="重庆市北碚区委书记王俊1997年3月,。GDPａ \n長江", max_size=60))
def test_tags_cover_the_text(text: str) -> None:
    folded = fold(text)
    assert "".join(word for word, _ in tagged(loaded.segmenter(), folded)) == folded


@given(st.sampled_from(TEXTS))
def test_a_query_finds_the_text_it_was_cut_from(text: str) -> None:
    assert set(loaded.segmenter().query_words(text)) <= set(loaded.segmenter().search_words(text))


def test_texts_cut_together_are_those_cut_alone_whenever_a_vocabulary_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """A vocabulary that fills up between two texts of one call leaves both with all that is asked of their words."""
    crowded = load_segmenter()
    texts = [fold(text) for text in TEXTS]
    monkeypatch.setattr("worker.enrichment.words._MOST_WORDS", 20)
    together = crowded.words_of(texts)
    assert len({id(words.vocabulary) for words in together}) > 1
    for text, words in zip(texts, together, strict=True):
        alone = loaded.segmenter().words(text)
        assert [words.word(index) for index in range(len(words))] == [alone.word(index) for index in range(len(alone))]
        assert [words.tag(index) for index in range(len(words))] == [alone.tag(index) for index in range(len(alone))]
        assert words.search_text() == alone.search_text()
        assert words.nouns().tolist() == alone.nouns().tolist()
        assert (words.subjects(), words.bodies(), words.places()) == (alone.subjects(), alone.bodies(), alone.places())


def test_words_lie_end_to_end_as_long_as_they_are(segmenter: JiebaSegmenter) -> None:
    text = "雨后𠮷家村的1997年老桥\n通车。"
    words = segmenter.words(text)
    assert [text[start : start + size] for start, size in zip(words.starts, words.lengths, strict=True)] == [
        words.word(index) for index in range(len(words))
    ]
    assert words.sizes.tolist() == words.lengths
    assert sum(words.lengths) == len(text)


def test_user_dictionary_changes_words_and_version(tmp_path: Path, segmenter: JiebaSegmenter) -> None:
    path = tmp_path / "words.txt"
    path.write_text("鱼菜共生 20 n\n園城公司\n", encoding="utf-8")
    for taught in (load_segmenter([path]), load_segmenter([path], pure=True)):
        assert taught.query_words("鱼菜共生项目与园城公司") == ["鱼菜共生", "项目", "与", "园城公司"]
        assert ("鱼菜共生", "n") in tagged(taught, "鱼菜共生项目")
        assert taught.version != segmenter.version


@pytest.mark.parametrize(
    ("line", "word"),
    [  # every form that jieba's documentation shows
        ("云计算 5", "云计算"),
        ("李小福 2 nr", "李小福"),
        ("easy_install 3 eng", "easy_install"),
        ("台中", "台中"),
        ("凱特琳 nz", "凯特琳"),
        ("Edu Trust认证 2000", "edu trust认证"),
    ],
)
def test_every_line_that_jieba_takes_is_taken(line: str, word: str, tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text(f"{line}\n", encoding="utf-8")
    assert load_segmenter([path]).has_word(word)


def test_a_wrong_dictionary_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("好词 3 n\n2000\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="line 2"):
        load_segmenter([path])


def test_a_missing_dictionary_is_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="absent"):
        load_segmenter([tmp_path / "absent.txt"])
