"""How one page prints its articles: every choice of layout, drawn once a page so that a page is of one make."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from training.setter.words import Words


@dataclass(frozen=True, slots=True)
class Dress:
    """The choices of a page. Each is drawn by ``draw`` from its shares unless a family of layouts fixes it."""

    region: str  # whose source lines: local, national, old, taiwan, hongkong, malaysia
    signed: str  # where the writers stand: source, above, end, end_run, after_caption, report, none
    source_alone: bool  # the source line has a line of its own
    source_share: float  # how many articles open with a source line
    stack: str  # lines, spaced (all on one line), run (also the text on that line)
    break_headline: float  # how many headlines go over two lines
    stack_blank: bool  # blank lines between the lines of a stack
    stack_indent: str  # before kicker and subtitle
    head_indent: str  # before the headline
    blank: int  # blank lines between paragraphs
    blank_below_headline: int
    blank_between: int  # blank lines between articles
    indent: str  # before each paragraph
    picture: str  # before, after, middle, above (over the headline), byline (between headline and byline)
    credit: str  # spaced, glued, line, lines (the role on one, the name on the next), before, none
    caption_mark: str
    caption_twice: bool  # a site prints a caption and, below the picture, again
    subheads: float
    measure: int  # characters of a printed line; 0 leaves paragraphs whole
    column_blank: float  # how often a blank line falls inside a paragraph, at the end of a column
    wrap_glue: str  # what stands at a broken line: the line end, or a space where a PDF lost the line ends
    width: str  # full, half, mixed
    script: str  # simplified, traditional
    comma: str  # what stands round a comma
    digits: str  # what stands round digits
    letter_spaced: bool  # short headlines printed with spaces between the characters
    damage: float  # how many characters a machine misread
    end_share: float  # how many articles carry an end mark
    notes: float  # editor's notes
    summaries: float

    @classmethod
    def draw(cls, words: Words, **fixed: Any) -> Dress:
        """Return a dress; a fixed value may be a dictionary of shares to draw from."""
        drawn: dict[str, Any] = {}
        for each in fields(cls):
            value = fixed.get(each.name, _SHARES[each.name])
            drawn[each.name] = words.weighted(value) if isinstance(value, dict) else value
        return cls(**drawn)


_SHARES: dict[str, Any] = {
    "region": {"local": 6, "national": 2, "old": 1},
    "signed": {"source": 6, "above": 2, "end": 1.2, "end_run": 0.8, "after_caption": 0.5, "report": 0.3, "none": 2},
    "source_alone": {False: 9, True: 1},
    "source_share": {0.9: 5, 0.5: 2, 1.0: 2, 0.0: 1},
    "stack": {"lines": 7, "spaced": 2, "run": 0.4},
    "break_headline": {0.0: 5, 0.15: 3, 0.5: 1},
    "stack_blank": {False: 8, True: 1},
    "stack_indent": {"": 7, "  ": 2, "　　": 1},
    "head_indent": {"": 12, "  ": 1, "　　": 0.5},
    "blank": {0: 6, 1: 4},
    "blank_below_headline": {0: 6, 1: 3},
    "blank_between": {0: 4, 1: 4, 2: 1, 3: 0.4},
    "indent": {"": 5, "  ": 2, "　　": 3, "    ": 0.5},
    "picture": {"before": 4, "after": 4, "middle": 1, "above": 1, "byline": 1},
    "credit": {"spaced": 4, "glued": 3, "line": 2, "lines": 0.3, "before": 0.5, "none": 4},
    "caption_twice": {False: 30, True: 1},
    "caption_mark": {"": 10, "▲": 1, "△": 0.5, "■": 0.5, "◀": 0.3, "↑": 0.3},
    "subheads": {0.0: 6, 0.2: 2, 0.5: 1},
    "measure": {0: 1},
    "column_blank": {0.0: 1},
    "wrap_glue": {"": 1},
    "width": {"full": 4, "half": 5, "mixed": 1},
    "script": {"simplified": 1},
    "comma": {"": 30, " ": 1},
    "digits": {"": 25, " ": 1},
    "letter_spaced": {False: 30, True: 1},
    "damage": {0.0: 1},
    "end_share": {0.0: 8, 0.3: 1.5, 1.0: 0.6},
    "notes": {0.0: 8, 0.15: 1},
    "summaries": {0.0: 12, 0.3: 1},
}
