"""Writes the lexicon's ``wordlike_names.txt`` from jieba's dictionary (MIT): ``python -m training.build_wordlike``.

Ordinary words of two or three characters that begin with a surname (高兴, 方向盘) have the form of a person's name; a
line that holds nothing else names nobody. Run this again when the surnames or the dictionary change.
"""

from __future__ import annotations

from worker.enrichment.dictionary import package_file
from worker.folding import fold
from worker.lexicon.files import DATA
from worker.lexicon.surnames import surname_length

_RAREST = 20  # occurrences in the dictionary's corpus
_A_LINE = 20  # words
_HEADER = """\
# Ordinary words that have the form of a Chinese name: two or three characters that begin with a surname.
# Source: jieba's dictionary (MIT), words of no person that its corpus holds 20 times or more; made by
# training/build_wordlike.py.
"""


def main() -> None:
    """Write the table, the words sorted."""
    words: set[str] = set()
    for line in package_file("jieba", "dict.txt").read_text(encoding="utf-8").splitlines():
        word, times, tag = line.split(" ")
        given = len(word) - surname_length(word)
        if int(times) >= _RAREST and not tag.startswith("nr") and given < len(word) <= 3 and 1 <= given <= 2:
            words.add(fold(word))
    ranked = sorted(words)
    rows = [" ".join(ranked[at : at + _A_LINE]) for at in range(0, len(ranked), _A_LINE)]
    (DATA / "wordlike_names.txt").write_text(_HEADER + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
