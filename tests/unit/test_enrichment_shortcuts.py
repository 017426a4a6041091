"""What enrichment does not ask, or asks of many at once, gives what asking each of everything would."""

from __future__ import annotations

import loaded
from hypothesis import given
from hypothesis import strategies as st

from worker.enrichment.names.headed import _HEAD, _HEADS
from worker.enrichment.names.known import KnownNames
from worker.enrichment.names.organizations import _CALLED, _SHORT_FORM
from worker.enrichment.names.spans import PERSON, PLACE, Name
from worker.enrichment.names.word_keys import _keys_of, word_keys

# Han of all lengths, Latin, digits of several scripts, an edge of a line, what has four bytes and half a pair of it.
_WORDS = st.lists(st.text("松溪镇柳禾青a9٣①é\n.𠀀\ud840", min_size=1, max_size=6), min_size=1, max_size=30)
_TEXTS = st.text("松溪镇柳禾青杜小渡,。 𠀀", max_size=40)


@given(_WORDS)
def test_keys_of_many_words_are_those_of_each(words: list[str]) -> None:
    tags = ["n" if len(word) > 1 else "x" for word in words]
    assert [tuple(row) for row in word_keys(words, tags).tolist()] == [*map(_keys_of, words, tags)]


@given(_TEXTS, st.lists(st.text("松溪镇柳禾青杜小渡𠀀", min_size=2, max_size=3), max_size=20))
def test_known_names_are_found_that_a_text_holds(text: str, names: list[str]) -> None:
    assert set(KnownNames(names).possible_in(text)) == {name for name in names if name in text}


@given(st.text("前任副董事长总裁经理首席执行官创始人会行校院社秘书主编辑ceo,", max_size=9))
def test_no_head_of_a_body_stands_behind_another_ending(text: str) -> None:
    assert _HEAD.search(text) is None or text.endswith(_HEADS)


@given(st.text('(以下简称为“:")柳林会 ', max_size=12))
def test_no_short_form_is_declared_without_the_word_for_it(text: str) -> None:
    assert _SHORT_FORM.match(text) is None or _CALLED in text


@given(st.lists(_TEXTS, min_size=1, max_size=4))
def test_words_of_several_texts_are_those_of_each(texts: list[str]) -> None:
    segmenter = loaded.segmenter()
    alone = [segmenter.words(text) for text in texts]
    together = segmenter.words_of(texts)
    for text, one, other in zip(texts, alone, together, strict=True):
        assert [one.word(at) for at in range(len(one))] == [other.word(at) for at in range(len(other))]
        assert (one.starts, one.lengths, one.search_text()) == (other.starts, other.lengths, other.search_text())
        assert "".join(map(other.word, range(len(other)))) == text


def test_a_name_is_another_with_something_replaced() -> None:
    name = Name(3, 6, PERSON, "柳禾青", 0.9)
    other = name._replace(kind=PLACE, role="镇长", role_start=1)
    assert (other.start, other.end, other.text, other.sure) == (3, 6, "柳禾青", 0.9)
    assert (other.kind, other.role, other.role_start) == (PLACE, "镇长", 1)
    assert other != name
    assert other._replace(kind=PERSON, role="", role_start=0) == name
    assert len({name, name._replace()}) == 1
    assert sorted([other._replace(start=4), name]) == [name, other._replace(start=4)]
