"""A label on the title's own line, before it: 【特写】…, 特写:…, (桥上见闻)…, 采访后记》….

What is in brackets names a column, not what the story tells: the text repeats nothing of it. A place or a speaker
before a colon (松溪:…, 柳禾青:…) is part of the title; of labels before a colon only those are told whose last word
says what kind of piece it is, and the sections of a site. What stands before a bar (快訊／…, 有片|…, 街巷旧影/…) is
part of the title as well: so editors who write such titles have it. Source: web editions, where an editor's label runs
on to the title.
"""

from __future__ import annotations

import re
from typing import Final

from worker.folding import fold
from worker.lexicon.characters import HAN
from worker.lexicon.labels import COLUMNS, DIGESTS, KINDS
from worker.lexicon.sections import SECTIONS
from worker.parsing.assembly.headlines.deck_lines import repeated

_REST: Final = r"\s{0,3}(?P<rest>\S.{4,})"
# Brackets that set a label apart by themselves.
_MARKED = re.compile(r"(?P<label>[(（][^()（）]{3,14}[)）])\s{0,4}(?P<rest>[^)）》]\S.{4,})")
_OPENING = ("【", "[", "〔", "#", "＃")
_CLOSED = re.compile(r"(?P<label>[^《》〈〉,，。:：「」“”\s]{2,10}》)\s{0,4}(?P<rest>[^)）》]\S.{4,})")
_BRACKETED = re.compile(rf"(?P<label>[【\[〔][^【】\[\]〔〕]{{2,12}}[】\]〕]|[#＃][^#＃\s]{{2,12}}[#＃]){_REST}")
_KIND = rf"(?:{COLUMNS}|{KINDS}|{DIGESTS}|特写|侧记|速写|专访|特稿)"
_KIND_BEFORE = re.compile(
    rf"(?P<label>(?:[{HAN}]{{0,4}}{_KIND}|[a-z]{{3,12}}\s?(?:{'|'.join(sorted(SECTIONS))})):){_REST}"
)
_MOST_REPEATED = 0.25  # of a label's pairs of characters, by a text


def label_before(title: str, context: str) -> tuple[str, str]:
    """Return the label before a title, as it is printed, and the title; "" where there is none.

    Args:
        title: As printed.
        context: The article's text, folded.
    """
    found = _MARKED.fullmatch(title) if title.startswith(("(", "（")) else None
    if found is not None:
        return found["label"].strip(), found["rest"].strip()
    if not context:
        return "", title
    found = _BRACKETED.fullmatch(title) if title.startswith(_OPENING) else None
    found = found or (_CLOSED.fullmatch(title) if "》" in title else None)
    if found is None:
        folded = fold(title)
        found = _KIND_BEFORE.fullmatch(folded) if ":" in folded else None
    if found is None:
        return "", title
    label, rest = title[: found.end("label")].strip(), title[found.start("rest") :].strip()
    return ("", title) if repeated(fold(label), context) > _MOST_REPEATED else (label, rest)
