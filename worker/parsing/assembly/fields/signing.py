"""Who wrote and who took the pictures, as the bylines, signatures and credits of a draft say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.document.issue import BlockType
from worker.folding import fold
from worker.parsing.assembly.drafts import Paragraph, left_over
from worker.parsing.assembly.fields.pen_names import pen_name_of
from worker.parsing.assembly.reading import Reading
from worker.parsing.layout.reflow import printed_lines
from worker.parsing.patterns.cues import ends_sentence
from worker.parsing.patterns.person_names import begins_with_word, sure_name
from worker.parsing.recognizers.annotations import Mark
from worker.parsing.recognizers.contributors.bylines import (
    names_reporters,
    opening_byline,
    parse_byline,
    took_pictures,
)
from worker.parsing.recognizers.contributors.credits import end_credit, own_line_credit, says_who_reported
from worker.parsing.recognizers.contributors.page_credits import page_wide_credit
from worker.parsing.recognizers.contributors.signatures import end_mark
from worker.parsing.recognizers.furniture.lines import furniture_of
from worker.parsing.recognizers.people.grammar import read_people
from worker.parsing.recognizers.sites.metadata import metadata_people
from worker.parsing.recognizers.sites.records import AUTHOR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from worker.document.issue import Contributor
    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.layout.lines import Line

_REPORTS: Final = re.compile(r"[^。,]{0,8}(?:记者|通讯员)[^。,]{2,40}报[道导]$")
_REPORTED: Final = frozenset("道导")
_BRACKETS: Final = frozenset("(【〔[")
_LONGEST_BRACKETED: Final = 24
_SENT_IN = ("供稿", "来稿", "投稿", "撰稿")
_SHORTEST_HEADLINE, _LONGEST_HEADLINE = 4, 40
_FEWEST_TEXTS: Final = 2
# Of a pupil, on a line above his name. Must NOT match 省级调度平台, the second line of a headline.
_SCHOOL: Final = re.compile(r"(?:[大中小]学|学院|学校|幼儿园|班|年级)$")
_FOOT: Final = 6  # lines below a text among which one may name who wrote it
_SHORTEST_TEXT: Final = 8  # characters behind a byline that are text


def found_bylines(
    drafts: Sequence[Draft], furniture: Sequence[int], lines: Sequence[Line]
) -> tuple[list[Draft], list[int]]:
    """Return the drafts with the lines amid them that name their reporters, and the furniture without those."""
    found = [*drafts]
    kept: list[int] = []
    bounds = [(draft.indices()[0], draft.indices()[-1]) for draft in drafts]
    for index in furniture:
        around = next((at for at, (first, last) in enumerate(bounds) if first < index <= last + 1), None)
        if around is None:
            kept.append(index)
            continue
        draft = found[around]
        if index > bounds[around][1]:
            if lines[index].folded.lstrip("( ").startswith(_SENT_IN) and names_reporters(lines[index]):
                # Below the text, where another name may be the next article's.
                found[around] = draft.having(tails=(*draft.tails, index))
            else:
                kept.append(index)
        elif names_reporters(lines[index]) or (index - 1 in draft.head and _names_author(index, lines)):
            found[around] = draft.having(bylines=tuple(sorted((*draft.bylines, index))))
        else:
            kept.append(index)
    return _with_foot_bylines(*_with_bylines_above(found, kept, lines), lines)


def _with_foot_bylines(
    drafts: list[Draft], furniture: list[int], lines: Sequence[Line]
) -> tuple[list[Draft], list[int]]:
    """Return the drafts, the last with the lines below it that name its writers, and the furniture without those.

    Among those that say whence it is and who made the page: 来源 | 某报, 作者 | 柳禾青, 编辑 | 杜小渡.
    """
    last = drafts[-1] if drafts else None
    if last is None or last.bylines or last.tails or not last.paragraphs:
        return drafts, furniture
    end = last.indices()[-1]
    below = [index for index in furniture if index > end]
    if below[:1] != [end + 1]:
        return drafts, furniture
    taken = [
        index
        for index in below[:_FOOT]
        if (_is_signature(lines[index]) if lines[index].folded[0] in _BRACKETS else names_reporters(lines[index]))
        and not page_wide_credit(lines[index])  # 本版照片为本报记者某摄 is of the pictures
    ]
    if not taken:
        return drafts, furniture
    return [*drafts[:-1], last.having(tails=tuple(taken))], [index for index in furniture if index not in taken]


def _is_signature(line: Line) -> bool:
    """Tell whether a line in brackets names who wrote, by a role: (来源:某报 作者:柳禾青), (供稿:柳禾青)."""
    found = end_mark(line.folded, line.text)
    return found is not None and not found.span.start and any(person.role for person in found.people)


def _names_author(index: int, lines: Sequence[Line]) -> bool:
    """Tell whether a line right below a headline is a byline, or says who wrote beside when it was printed."""
    line = lines[index]
    if _is_author_above_date(index, lines) or metadata_people(line.folded, line.text):
        return True
    found = parse_byline(line.folded, line.text)
    if found is None or found[1] < Mark.SURNAMED or line.part:
        return False
    pictured = took_pictures(line.folded)
    return any(fold(person.name) not in pictured for person in found[0])


def _with_bylines_above(
    drafts: Sequence[Draft], furniture: Sequence[int], lines: Sequence[Line]
) -> tuple[list[Draft], list[int]]:
    """Return the drafts with a byline right above, where no other article ends right above that, and what is left.

    An unknown line above the byline is then the headline, and what was taken for it heads the text: title, byline,
    subhead, text.
    """
    left = frozenset(furniture)
    found: list[Draft] = []
    for draft in drafts:
        signed = _signed_above(draft, left, lines)
        left = left_over(left, draft, signed)
        found.append(signed)
    return found, sorted(left)


def _signed_above(draft: Draft, left: frozenset[int], lines: Sequence[Line]) -> Draft:
    index = draft.indices()[0] - 1
    if index not in left or draft.bylines or draft.kicker or draft.subtitle:
        return draft
    if not (index == 0 or index - 1 in left) or not names_reporters(lines[index]):
        return draft
    if len(draft.head) != 1 or index - 1 not in left or not _may_head(lines[index - 1]):
        return draft.having(bylines=(index,))
    subhead = Paragraph(draft.head, subhead=True)
    return draft.having(head=(index - 1,), bylines=(index,), paragraphs=(subhead, *draft.paragraphs))


def _may_head(line: Line) -> bool:
    """Tell whether a line above a byline may be a headline: short, no sentence, nothing that pages carry."""
    fits = _SHORTEST_HEADLINE <= len(line.folded) <= _LONGEST_HEADLINE
    return fits and line.folded[-1] not in "。,;:…" and furniture_of(line) is None


def with_bylines(draft: Draft, lines: Sequence[Line]) -> Draft:
    """Return a draft, the lines of headline and text that name reporters and nothing else bylines: 某报记者 柳禾青."""
    draft = _with_unit(_with_those_of_stack(draft, lines), lines)
    draft = _with_those_of_text(_with_those_of_credits(draft, lines), lines)
    draft = _with_last_words(_with_text_again(_with_first_piece(draft, lines), lines), lines)
    bylines, tails, given = (tuple(sorted(part)) for part in (draft.bylines, draft.tails, draft.credits))
    if (bylines, tails, given) == (draft.bylines, draft.tails, draft.credits):
        return draft
    return draft.having(bylines=bylines, tails=tails, credits=given)


def _with_those_of_stack(draft: Draft, lines: Sequence[Line]) -> Draft:
    """Return a draft, the lines of its stack that name reporters bylines, and those of who gave pictures credits."""
    named = [*_naming(draft.kicker, lines), *_naming(draft.head, lines, headed=True), *_naming(draft.subtitle, lines)]
    given = [index for index in draft.stack if index not in named and _gives_pictures(lines[index])]
    if not named and not given:
        return draft
    taken = frozenset((*named, *given))
    return draft.having(
        kicker=_without(draft.kicker, taken),
        subtitle=_without(draft.subtitle, taken),
        head=_without(draft.head, taken),
        bylines=(*draft.bylines, *named),
        credits=(*draft.credits, *given),
    )


def _naming(stack: Sequence[int], lines: Sequence[Line], *, headed: bool = False) -> list[int]:
    """Return the lines of a part of a stack that name reporters; the first of a headline does by a role alone."""
    found: list[int] = []
    for position, index in enumerate(stack):
        first = headed and len(found) == position
        if names_reporters(lines[index]) or (not first and _in_brackets(lines[index])):
            found.append(index)
    return found


def _without(indices: Sequence[int], taken: Collection[int]) -> tuple[int, ...]:
    return tuple([index for index in indices if index not in taken])


def _with_those_of_credits(draft: Draft, lines: Sequence[Line]) -> Draft:
    """Return a draft, the names above a date and the credits that say who wrote bylines: 文:某 above 图:某."""
    head = draft.head
    bylines: list[int] = []
    if len(head) > 1 and _is_author_above_date(head[-1], lines):
        bylines.append(head[-1])
        head = head[:-1]
    bylines += [index for index in draft.credits if index - 1 in head and _is_author_above_date(index, lines)]
    wrote = [index for index in draft.credits if index not in bylines and _wrote(lines[index])]
    if not bylines and not wrote:
        return draft
    below = draft.paragraphs[-1].lines[-1] if draft.paragraphs else -1
    tails = [index for index in wrote if index > below >= 0]
    bylines += [index for index in wrote if index not in tails]
    return draft.having(
        head=head,
        bylines=(*draft.bylines, *bylines),
        tails=(*draft.tails, *tails),
        credits=_without(draft.credits, (*bylines, *tails)),
    )


def _with_those_of_text(draft: Draft, lines: Sequence[Line]) -> Draft:
    """Return a draft, the paragraphs that name reporters and nothing else bylines, or below the text signatures."""
    named = [
        each
        for each in draft.paragraphs
        if len(each.lines) == 1 and not (each.verse or each.caption) and names_reporters(lines[each.lines[0]])
    ]
    if not named:
        return draft
    left = [*draft.paragraphs]
    bylines, tails = [*draft.bylines], [*draft.tails]
    for paragraph in named:
        left.remove(paragraph)
        index = paragraph.lines[0]
        (tails if left and index > left[-1].lines[0] else bylines).append(index)
    return draft.having(bylines=tuple(bylines), paragraphs=tuple(left), tails=tuple(tails))


def _with_unit(draft: Draft, lines: Sequence[Line]) -> Draft:
    """Return a draft; a byline has the piece of its line that says where its writer is from: 青石镇中心小学 柳禾青."""
    if _ends_in_unit(draft.head, draft, lines):
        draft = draft.having(head=draft.head[:-1], bylines=(*draft.bylines, draft.head[-1]))
    if _ends_in_unit(draft.subtitle, draft, lines):
        draft = draft.having(subtitle=draft.subtitle[:-1], bylines=(*draft.bylines, draft.subtitle[-1]))
    return draft


def _ends_in_unit(stack: Sequence[int], draft: Draft, lines: Sequence[Line]) -> bool:
    last = stack[-1] if stack else -1
    beside = last + 1 < len(lines) and last + 1 in draft.bylines
    if not beside or lines[last].part:
        return False
    below = not lines[last + 1].part and len(draft.head) + len(draft.subtitle) > 1
    if not (lines[last + 1].part or (below and _SCHOOL.search(lines[last].folded))):
        return False
    found = read_people(lines[last].folded)
    if found.named or found.rest or not (found.units or found.marked):
        return False
    whole = f"{lines[last].folded} {lines[last + 1].folded}"
    return parse_byline(whole, whole) is not None


def _is_author_above_date(index: int, lines: Sequence[Line]) -> bool:
    """Tell whether a line is a name and nothing else, and the one below says when a site printed the text."""
    name = "".join(lines[index].folded.split())
    if not sure_name(name) or begins_with_word(name) or index + 1 >= len(lines):
        return False
    return metadata_people(lines[index + 1].folded, lines[index + 1].text) is not None


def _with_first_piece(draft: Draft, lines: Sequence[Line]) -> Draft:
    """Return a draft with the byline that is a piece of its first text's line: 青石小学五年级 ◎柳禾青 and the text."""
    first = draft.paragraphs[0] if draft.paragraphs and draft.head else None
    if first is None or first.caption or first.subhead or first.verse or len(first.lines) < _FEWEST_TEXTS:
        return draft
    index = first.lines[0]
    if lines[index].parts == 1 or index != draft.head[-1] + 1 or not names_reporters(lines[index]):
        return draft
    rest = first.like(first.lines[1:])
    return draft.having(bylines=(*draft.bylines, index), paragraphs=(rest, *draft.paragraphs[1:]))


def _wrote(line: Line) -> bool:
    """Tell whether a line taken for a credit names writers and no picture, or 记者 and that they reported."""
    if line.folded[-1] in _REPORTED and _REPORTS.match(line.folded):
        return True  # 本报记者 某 摄影报道
    return names_reporters(line) and own_line_credit(line.folded, line.text) is None


def _in_brackets(line: Line) -> bool:
    """Tell whether a line is names in brackets and nothing else: (柳禾青), 【柳禾青】."""
    if line.folded[0] not in _BRACKETS or line.folded[-1] not in ")】〕]" or len(line.folded) > _LONGEST_BRACKETED:
        return False
    found = read_people(line.folded[1:-1].strip())
    return found.sure and not found.rest and not found.pictured


def _gives_pictures(line: Line) -> bool:
    """Tell whether a line says by a label who gave pictures: 部份图:受访者提供, (记者某摄); not 摄影 人生."""
    labelled = ":" in line.folded or line.folded[0] in "(【〔"
    return labelled and own_line_credit(line.folded, line.text) is not None


def _with_text_again(draft: Draft, lines: Sequence[Line]) -> Draft:
    """Return a draft; what was labelled a byline and runs on into text is text again: 本报记者某 昨日,…."""
    text = [index for index in draft.bylines if _runs_on(lines[index])]
    if not text:
        return draft
    told = [*draft.paragraphs]
    for index in text:
        place = sum(paragraph.lines[0] < index for paragraph in told)
        below = told[place] if place < len(told) else None
        plain = below is not None and not (below.subhead or below.verse or below.caption)
        if below is not None and plain and below.lines[0] == index + 1 and not ends_sentence(lines[index].folded):
            told[place] = below.like((index, *below.lines))
        else:
            told.insert(place, Paragraph((index,)))
    return draft.having(bylines=_without(draft.bylines, text), paragraphs=tuple(told))


def _with_last_words(draft: Draft, lines: Sequence[Line]) -> Draft:
    """Return a draft with the last words of its text before a signature on its line: 便了住户。(柳禾青)."""
    last = draft.paragraphs[-1] if draft.paragraphs else None
    if last is None or last.subhead or last.verse or last.caption or last.lines[-1] + 1 not in draft.tails:
        return draft
    index = last.lines[-1] + 1
    line = lines[index]
    found = None if line.part or ends_sentence(lines[index - 1].folded) else end_mark(line.folded, line.text)
    if found is None or not found.span.start:
        return draft
    whole = last.like((*last.lines, index))
    return draft.having(paragraphs=(*draft.paragraphs[:-1], whole), tails=_without(draft.tails, (index,)))


def _runs_on(line: Line) -> bool:
    if parse_byline(line.folded, line.text) is not None:
        return False
    opened = opening_byline(line.folded, line.text)
    return opened is not None and len(line.folded) - opened[1] >= _SHORTEST_TEXT


def read_bylines(draft: Draft, lines: Sequence[Line]) -> Reading:
    """Return what the bylines, signatures and credits of a draft say."""
    byline: list[Contributor] = []
    signers: list[Contributor] = []
    credited: list[Contributor] = []
    tails: list[str] = []
    for line in printed_lines(lines, draft.bylines):
        wrote, pictured = _writers(line.folded, line.text)
        byline += wrote
        credited += pictured
    for folded, text in _signatures(printed_lines(lines, draft.tails)):
        wrote, pictured = _writers(folded, text)
        signers += wrote or _signers(folded, text)
        credited += pictured
        tails.append(text)
    texts = sum(not paragraph.caption for paragraph in draft.paragraphs)
    for line in printed_lines(lines, draft.credits):
        credit = own_line_credit(line.folded, line.text) or end_credit(line.folded, line.text)
        if credit and texts >= _FEWEST_TEXTS and says_who_reported(line.folded):
            signers += credit.people  # 摄影报道 below a text of several paragraphs
        elif credit:
            credited += credit.people
    marks = ((draft.bylines + draft.tails, BlockType.BYLINE), (draft.credits, BlockType.CREDIT))
    return Reading(
        marks=marks, byline=tuple(byline), signers=tuple(signers), credits=tuple(credited), tails=tuple(tails)
    )


def _writers(folded: str, text: str) -> tuple[Sequence[Contributor], Sequence[Contributor]]:
    """Return who wrote by a byline, with or without brackets around it, and who only took its pictures."""
    if label := AUTHOR.match(folded):
        folded, text = folded[label.end() :], text[label.end() :]
    credit = own_line_credit(folded, text)
    if credit and not says_who_reported(folded):
        return (), credit.people
    if folded[0] in _BRACKETS and folded[-1] in ")】〕]":
        folded, text = folded[1:-1], text[1:-1]
    found = parse_byline(folded, text) or opening_byline(folded, text)
    if found is None:
        return metadata_people(folded, text) or pen_name_of(folded, text), ()
    pictured = took_pictures(folded)
    return (
        [person for person in found[0] if fold(person.name) not in pictured],
        [person for person in found[0] if fold(person.name) in pictured],
    )


def _signers(folded: str, text: str) -> tuple[Contributor, ...]:
    """Return whom a signature names that has the form of no byline, being one only where a text ends."""
    found = None if own_line_credit(folded, text) else end_mark(folded, text)
    return found.people if found is not None else ()


def _signatures(tails: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Return the signatures of an article, folded and as printed; one in brackets may take two lines."""
    folded = text = ""
    for line in tails:
        glue = " " if folded else ""
        folded, text = folded + glue + line.folded, text + glue + line.text
        if folded[0] != "(" or ")" in folded:
            yield folded, text
            folded = text = ""
    if folded:
        yield folded, text
