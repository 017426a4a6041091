"""The headline of an article weighed against all other lines above its text, once rules and bounds are done.

A breadcrumb, a site's name, a column's label or a picture's caption was read as the headline, and the headline stands
above or below: what each line says of the text, and how it is printed, is weighed by what was learnt
(``segmentation/heads``). What was read stays unless another line is clearly more probable.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Final

from worker.lexicon import framing
from worker.lexicon.characters import HAN
from worker.lexicon.outlets import ENDINGS
from worker.lexicon.sections import SECTIONS
from worker.parsing.assembly.drafts import left_over
from worker.parsing.assembly.headlines.deck_lines import DASH, is_kicker, is_subtitle
from worker.parsing.assembly.headlines.missing_stack_parts import with_dashed_line_below
from worker.parsing.patterns.person_names import likely_name
from worker.parsing.patterns.spacing import squeeze
from worker.parsing.recognizers.annotations import LabelKind, Mark
from worker.parsing.segmentation import labels
from worker.parsing.segmentation.heads import NO_HEADLINE, Candidate, Evidence, Head
from worker.parsing.segmentation.judge import bounded_log_odds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from worker.parsing.assembly.drafts import Draft, Paragraph
    from worker.parsing.layout.lines import Line
    from worker.parsing.segmentation.heads import Heading
    from worker.parsing.segmentation.labelling import Labelled
    from worker.parsing.segmentation.observations import PageView

# Times as probable as what was read: a line of the same stack, any other. Where none was read, the most probable is.
_IN_STACK, _ELSEWHERE = 2.7, 1.65
# The model's log odds of a headline from which on nothing is asked, and no line of its own stack takes its place.
_SURE, _SURE_OF_STACK = 6.0, 4.0
_REACH, _AROUND = 24, (40, 20)  # pieces above a text; and those above and below in which a title may stand again
_BELOW, _ABOVE, _OPENING = 700, 300, 60  # characters of the texts
_TINY, _SHORTEST_AGAIN, _SHORTEST_WITHIN, _LONG = 4, 4, 5, 40  # characters of a line
_LEAST_SAID, _LEAST_PROBABLE = 0.2, 0.15  # pairs said, or as a headline, of a line that stays in the stack
_PAIR: Final = re.compile(rf"[{HAN}]{{2}}")
_SITE_END: Final = re.compile(rf"[_|\-–—]\s{{0,3}}[^_|\-–—]{{0,14}}(?:{ENDINGS}|网|报|台|站|社)\s{{0,3}}$")
_OUTLET: Final = re.compile(rf"[{HAN}a-z]{{0,10}}(?:{ENDINGS})|[{HAN}]{{1,8}}[网报台社]")
_BRACKETED: Final = re.compile(r"[【\[〔(〈《「][^】\]〕)〉》」]+[】\]〕)〉》」]")
_WRITTEN: Final = re.compile(r"(?:[文图]|作者|撰文|记者|通讯员)[/:]|(?:记者|通讯员|编辑|学院|大学|中学|小学|系)\s")
_BARS: Final = re.compile(r"[>|»丨/]")
_OPEN_END: Final = (":", ",", "、")
_FRAME: Final = re.compile(rf"{framing.WORDS}|年.{{0,2}}月|第.{{1,4}}[期版号]")
_STACK: Final = frozenset({labels.KICKER, labels.SUBTITLE})
_COLUMNS: Final = frozenset({LabelKind.SECTION, LabelKind.COLUMN})


def with_weighed_heads(
    drafts: Sequence[Draft], furniture: Sequence[int], found: Labelled, view: PageView, look: Heading | None
) -> tuple[list[Draft], list[int]]:
    """Return the drafts with the line above their text that is clearly the headline, and the furniture without it.

    Args:
        drafts: Of a page, once all else is settled.
        furniture: Indices of pieces that no draft has.
        found: The labels of the page.
        view: Of it.
        look: What was learnt; where None, nothing is done.
    """
    if look is None:
        return [*drafts], [*furniture]
    left = frozenset(furniture)
    taken = sorted(index for draft in drafts for index in draft.indices())
    weighed: list[Draft] = []
    for draft in drafts:
        weighed.append(draft)
        head = _head_of(draft, taken, left, found, view)
        if head is None:
            continue
        shares = look.probabilities(head)
        best = better(head, shares)
        if best is not None:
            headed = _headed_by(draft, head, best, shares, view)
            left = left_over(left, draft, headed)
            weighed[-1] = with_dashed_line_below(headed, left, view)
            left = left_over(left, headed, weighed[-1])
    return weighed, sorted(left)


def _head_of(draft: Draft, taken: Sequence[int], left: frozenset[int], found: Labelled, view: PageView) -> Head | None:
    """Return the lines that may be a draft's headline; None where no other line than its own may be."""
    texts = [part.lines[0] for part in draft.paragraphs if part.is_text or part.verse]
    if not texts or draft.after or draft.interleaved:
        return None
    text = min(texts)
    if _log_odds(draft.head, found) >= _SURE:
        return None
    own = draft.indices()
    above = bisect_left(taken, own[0])
    bound = taken[above - 1] + 1 if above else 0
    roles = _roles(draft)
    free = [at for at in range(max(bound, text - _REACH), text) if at in left or at in roles]
    lines = groupby(free, lambda at: (view.line_of[at], roles.get(at, labels.FURNITURE)))
    candidates = [
        Candidate(pieces, role, squeeze("".join(view.pieces[at].folded for at in pieces)))
        for (_, role), pieces in ((key, tuple(own)) for key, own in lines)
        if any(_PAIR.search(view.pieces[at].folded) for at in pieces)
    ]
    if all(each.role == labels.HEADLINE for each in candidates):
        return None
    evidence = _Lines(candidates, bound, text, own[-1], view).evidence(found)
    return Head(candidates, evidence, bound, text)


def _log_odds(pieces: Sequence[int], found: Labelled) -> float:
    """Return the model's log odds that a line is of a headline: those of its likeliest piece."""
    return bounded_log_odds(max((found.headed[at] for at in pieces), default=0.0))


def _roles(draft: Draft) -> dict[int, str]:
    """Return what the pieces of a draft above its text were read as."""
    roles = dict.fromkeys(draft.kicker, labels.KICKER) | dict.fromkeys(draft.head, labels.HEADLINE)
    roles |= dict.fromkeys(draft.subtitle, labels.SUBTITLE) | dict.fromkeys(draft.bylines, labels.BYLINE)
    roles |= dict.fromkeys(draft.credits, labels.CREDIT)
    for note in draft.notes:
        roles |= dict.fromkeys(note.lines, labels.NOTE)
    for part in draft.paragraphs:
        kind = labels.CAPTION if part.caption else labels.SUBHEAD if part.subhead else labels.PARAGRAPH
        roles |= dict.fromkeys(part.lines, kind)
    return roles


def better(head: Head, shares: Sequence[float]) -> int | None:
    """Return the candidate that is clearly more probable than what was read; printings of one title count together."""
    if not shares:
        return None
    by_key: dict[str, float] = defaultdict(float)
    for each, share in zip(head.candidates, shares, strict=False):
        by_key[each.key] += share
    read = {each.key for each in head.candidates if each.role == labels.HEADLINE}
    key = max(by_key, key=by_key.__getitem__)
    best = max((at for at, each in enumerate(head.candidates) if each.key == key), key=lambda at: shares[at])
    in_stack = head.candidates[best].role in _STACK
    now = (_IN_STACK if in_stack else _ELSEWHERE) * sum(by_key[each] for each in read)
    if key in read or by_key[key] < max(now, shares[-1]) or (in_stack and _is_sure(head)):
        return None
    return best


def _is_sure(head: Head) -> bool:
    """Tell whether the model is sure of what was read as the headline beside the lines of its stack."""
    pairs = zip(head.candidates, head.evidence, strict=False)
    return any(each.role == labels.HEADLINE and known.model >= _SURE_OF_STACK for each, known in pairs)


def _headed_by(draft: Draft, head: Head, best: int, shares: Sequence[float], view: PageView) -> Draft:
    """Return a draft with a line as its headline.

    What was it stays in the stack right beside it, where the text says its words or it might as well be the headline.
    """
    title = head.candidates[best].pieces
    kicker = [at for at in draft.kicker if at < title[0]]
    subtitle = [at for at in draft.subtitle if at > title[-1]]
    for each, known, share in zip(head.candidates, head.evidence, shares, strict=False):
        if each.role != labels.HEADLINE or (known.says < _LEAST_SAID and share < _LEAST_PROBABLE):
            continue
        if each.pieces[-1] + 1 == title[0]:
            kicker += each.pieces
        elif each.pieces[0] == title[-1] + 1:
            subtitle += each.pieces
    freed = frozenset(draft.stack).difference(kicker, title, subtitle)
    signed = sorted(at for at in freed if _is_signed(at, view))
    return draft.having(
        kicker=tuple(sorted(kicker)),
        subtitle=tuple(sorted(subtitle)),
        head=title,
        bylines=(*signed, *_without(draft.bylines, title)),
        notes=_rest(draft.notes, title),
        paragraphs=_rest(draft.paragraphs, title),
        credits=_without(draft.credits, title),
    )


def _rest(paragraphs: Sequence[Paragraph], title: Sequence[int]) -> tuple[Paragraph, ...]:
    """Return paragraphs without the lines of a title, as far as any are left."""
    rest = [paragraph.like(_without(paragraph.lines, title)) for paragraph in paragraphs]
    return tuple([paragraph for paragraph in rest if paragraph.lines])


def _without(lines: Sequence[int], title: Sequence[int]) -> tuple[int, ...]:
    return tuple([at for at in lines if at not in title])


def _is_signed(index: int, view: PageView) -> bool:
    byline = view.annotations[index].byline
    return byline is not None and byline.sure is Mark.MARKED


class _Lines:
    """The candidates of one head, and the texts above and below."""

    def __init__(self, candidates: Sequence[Candidate], first: int, text: int, last: int, view: PageView) -> None:
        self.candidates, self.text, self.view = candidates, text, view
        pieces = view.pieces
        self.lines = ["".join(pieces[at].folded for at in each.pieces) for each in candidates]
        self.below = _reach((pieces[at] for at in range(text, len(pieces))), _BELOW)
        self.above = _reach((pieces[at] for at in range(first - 1, -1, -1)), _ABOVE)
        own = {at for each in candidates for at in each.pieces}
        around = (*range(max(0, first - _AROUND[0]), text), *range(last + 1, min(len(pieces), last + _AROUND[1])))
        self.others = [each.key for each in candidates]
        self.others += [squeeze(pieces[at].folded) for at in around if at not in own]

    def evidence(self, found: Labelled) -> list[Evidence]:
        """Return what is known of each candidate, and of that there is no headline."""
        none = NO_HEADLINE._replace(none_head=any(each.role == labels.HEADLINE for each in self.candidates))
        return [*(self._of(at, found) for at in range(len(self.candidates))), none]

    def _of(self, at: int, found: Labelled) -> Evidence:
        view, own, line = self.view, self.candidates[at], self.lines[at]
        first, last = own.pieces[0], own.pieces[-1]
        notes = [view.annotations[each] for each in own.pieces]
        marks = [each.furniture for each in notes if each.furniture is not None]
        kinds = {label.kind for each in notes for label in each.labels}
        pairs = {pair for start in range(len(line) - 1) if _PAIR.fullmatch(pair := line[start : start + 2])}
        below = sum(pair in self.below for pair in pairs)
        above = sum(pair in self.above for pair in pairs)
        opening = self.below[:_OPENING]
        size = len(own.key)
        return Evidence(
            head=own.role == labels.HEADLINE,
            caption=own.role in {labels.CAPTION, labels.CREDIT},
            subhead=own.role == labels.SUBHEAD,
            note=own.role == labels.NOTE,
            above_head=self._beside_head(at, at + 1),
            below_head=self._beside_head(at, at - 1),
            model=_log_odds(own.pieces, found),
            says=(below - above) / len(pairs),
            told=math.log1p(below),
            foreign=not below,
            opening=sum(pair in opening for pair in pairs) / len(pairs),
            again_above=size >= _SHORTEST_AGAIN and any(each.key == own.key for each in self.candidates[:at]),
            within=size >= _SHORTEST_WITHIN and any(own.key in key and own.key != key for key in self.others),
            right_above=last + 1 == self.text,
            top=first == 0,
            dated_below=view.annotations[last + 1].metadata is not None,
            tiny=size <= _TINY,
            long=size > _LONG,
            gap_below=view.pieces[last + 1].gap > 0,
            bracketed=_BRACKETED.fullmatch(line) is not None,
            bars=_BARS.search(line) is not None,
            stops="。" in line or line[-1] == ";",
            colon=line[-1] in _OPEN_END,
            dashed=DASH.match(line) is not None,
            site_end=_SITE_END.search(line) is not None,
            outlet=_OUTLET.fullmatch(line) is not None,
            section=own.key in SECTIONS or not _COLUMNS.isdisjoint(kinds),
            name=likely_name(own.key) or _WRITTEN.match(line) is not None,
            frame=len(_FRAME.findall(line)),
            furniture=bool(marks),
            sure_furniture=any(mark.is_sure for mark in marks),
            metadata=any(each.metadata is not None for each in notes),
            signed=max((int(each.byline.sure) for each in notes if each.byline is not None), default=0),
            captioned=any(each.caption is not None or each.credit is not None for each in notes),
            of_people=is_subtitle(line),
            kicker_end=is_kicker(line),
            none=0.0,
            none_head=0.0,
        )

    def _beside_head(self, at: int, other: int) -> bool:
        """Tell whether the next candidate was read as the headline, and this one was not."""
        if not 0 <= other < len(self.candidates) or self.candidates[at].role == labels.HEADLINE:
            return False
        return self.candidates[other].role == labels.HEADLINE


def _reach(pieces: Iterable[Line], size: int) -> str:
    """Return the characters of so many pieces that there are ``size`` of them, or all."""
    text = ""
    for piece in pieces:
        text += piece.folded + "\n"
        if len(text) >= size:
            break
    return text
