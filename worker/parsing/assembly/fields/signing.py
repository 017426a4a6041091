"""Who wrote and who took the pictures, as the bylines, signatures and credits of a draft say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.document.issue import BlockType
from worker.folding import fold
from worker.parsing.assembly.drafts import Paragraph
from worker.parsing.assembly.fields.pen_names import pen_name_of
from worker.parsing.assembly.headlines.decks import FEWEST_VERTICAL
from worker.parsing.assembly.pictures.caption_lines import ends_as_title
from worker.parsing.assembly.reading import Reading
from worker.parsing.layout.reflow import printed_lines
from worker.parsing.patterns.cues import ends_sentence, is_note_label
from worker.parsing.patterns.person_names import begins_with_word, sure_name
from worker.parsing.recognizers.annotations import Mark
from worker.parsing.recognizers.contributors.bylines import (
    is_role,
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
from worker.parsing.recognizers.sources.lines import read_source_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.document.issue import Contributor
    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.layout.lines import Line

_REPORTS: Final = re.compile(r"[^。,]{0,8}(?:记者|通讯员)[^。,]{2,40}报[道导]$")
_REPORTED: Final = frozenset("道导")
_BRACKETS: Final = frozenset("(【〔[")
_LONGEST_BRACKETED: Final = 24
_SENT_IN = ("供稿", "来稿", "投稿", "撰稿")
_LONGEST_NAME: Final = 4  # characters: a pen name may be any word of these
_SHORTEST_HEADLINE, _LONGEST_HEADLINE = 4, 40
_LONGEST_REST: Final = 6  # characters of a headline's second line that looks like a name
_FEWEST_TEXTS: Final = 2
# Of a pupil, on a line above his name. Must NOT match 省级调度平台, the second line of a headline.
_SCHOOL: Final = re.compile(r"(?:[大中小]学|学院|学校|幼儿园|班|年级)$")
_FOOT: Final = 6  # lines below a text among which one may name who wrote it
_SHORTEST_TEXT: Final = 8  # characters behind a byline that are text


def keep_headline(draft: Draft, lines: Sequence[Line]) -> None:
    """Give the headline its short second line that was taken for a byline and names nobody: 大地上 below 把论文写在.

    Lines of one character below each other are one vertical line, of which no part is anything else.
    """
    _keep_vertical(draft, lines)
    _keep_first(draft, lines)
    _give_note(draft, lines)
    if not (draft.head or draft.kicker or draft.subtitle) and draft.bylines:
        first = draft.bylines[0]
        if first == draft.indices()[0] and first + 1 not in draft.bylines and _names_nobody(lines[first]):
            draft.head.append(draft.bylines.pop(0))
    while draft.head and draft.bylines and draft.bylines[0] == draft.head[-1] + 1:
        line = lines[draft.bylines[0]]
        if len(line.text) > _LONGEST_REST or line.gap or parse_byline(line.folded, line.text) is not None:
            return
        if any(paragraph.verse for paragraph in draft.paragraphs) and pen_name_of(line.folded, line.text):
            return  # between a poem's title and its verses
        draft.head.append(draft.bylines.pop(0))


def _keep_first(draft: Draft, lines: Sequence[Line]) -> None:
    """Give a text without a headline its first line that was taken for a caption and ends as none does.

    So does one the first line of its page that was taken for text and ends in no full stop.
    """
    first = draft.paragraphs[0] if draft.paragraphs else None
    if draft.head or draft.kicker or draft.subtitle or draft.after or first is None or first.verse:
        return
    index = first.lines[0]
    if (index if not first.caption else index != draft.indices()[0]) or len(first.lines) > 1 or lines[index].parts > 1:
        return
    texts = sum(each.is_text for each in draft.paragraphs[1:])
    if texts < _FEWEST_TEXTS or not _SHORTEST_TEXT <= len(lines[index].folded) <= _LONGEST_HEADLINE:
        return
    if ends_as_title(lines[index]) if first.caption else _opens_page(lines[index]):
        draft.head.append(draft.paragraphs.pop(0).lines[0])


def _opens_page(line: Line) -> bool:
    """Tell whether a page's first line that was taken for text is no sentence, and names no source."""
    return line.folded[-1] not in "。,:;、…”" and read_source_line(line.folded, line.text) is None


def _give_note(draft: Draft, lines: Sequence[Line]) -> None:
    """Make a headline that is the label of a note, 编者按:, that of the paragraph below it where there are others."""
    first = draft.paragraphs[0] if len(draft.paragraphs) > 1 else None
    alone = len(draft.head) == 1 and not draft.kicker and not draft.subtitle
    if alone and first is not None and not draft.notes and is_note_label(lines[draft.head[0]].folded):
        draft.notes.append(Paragraph([draft.head.pop(), *first.lines]))
        draft.paragraphs.remove(first)


def _names_nobody(line: Line) -> bool:
    """Tell whether a line taken for a byline above a text without a headline names nobody: it is the headline."""
    if len(line.folded) <= _LONGEST_NAME or is_role(line.folded) or end_mark(line.folded, line.text):
        return False
    return parse_byline(line.folded, line.text) is None and opening_byline(line.folded, line.text) is None


def _keep_vertical(draft: Draft, lines: Sequence[Line]) -> None:
    others = (draft.subtitle, draft.bylines)
    while draft.head and any((below := draft.head[-1] + 1) in indices for indices in others):
        run = lines[below - FEWEST_VERTICAL + 1 : below + 1]
        if len(run) < FEWEST_VERTICAL or any(len(line.text) > 1 for line in run) or any(line.gap for line in run[1:]):
            return
        for indices in others:
            if below in indices:
                indices.remove(below)
        draft.head.append(below)


def found_bylines(drafts: Sequence[Draft], furniture: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """Return the furniture without the lines amid an article that name its reporters, which are given to it."""
    kept: list[int] = []
    bounds = [(draft.indices()[0], draft.indices()[-1]) for draft in drafts]
    for index in furniture:
        around = next((at for at, (first, last) in enumerate(bounds) if first < index <= last + 1), None)
        if around is not None and index > bounds[around][1]:
            if lines[index].folded.lstrip("( ").startswith(_SENT_IN) and names_reporters(lines[index]):
                drafts[around].tails.append(index)  # below the text, where another name may be the next article's
            else:
                kept.append(index)
        elif around is not None and (
            names_reporters(lines[index]) or (index - 1 in drafts[around].head and _names_author(index, lines))
        ):
            drafts[around].bylines = sorted((*drafts[around].bylines, index))
        else:
            kept.append(index)
    return _without_foot_bylines(drafts, _bylines_above(drafts, kept, lines), lines)


def _without_foot_bylines(drafts: Sequence[Draft], furniture: list[int], lines: Sequence[Line]) -> list[int]:
    """Return the furniture without the lines below the page's last text that name its writers, given to it.

    Among those that say whence it is and who made the page: 来源 | 某报, 作者 | 柳禾青, 编辑 | 杜小渡.
    """
    last = drafts[-1] if drafts else None
    if last is None or last.bylines or last.tails or not last.paragraphs:
        return furniture
    end = last.indices()[-1]
    below = [index for index in furniture if index > end]
    if below[:1] != [end + 1]:
        return furniture
    taken = [
        index
        for index in below[:_FOOT]
        if (_is_signature(lines[index]) if lines[index].folded[0] in _BRACKETS else names_reporters(lines[index]))
        and not page_wide_credit(lines[index])  # 本版照片为本报记者某摄 is of the pictures
    ]
    last.tails += taken
    return [index for index in furniture if index not in taken] if taken else furniture


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


def _bylines_above(drafts: Sequence[Draft], furniture: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """Return the furniture without a byline right above an article, where no other article ends right above that.

    An unknown line above the byline is then the headline, and what was taken for it heads the text: title, byline,
    subhead, text.
    """
    left = set(furniture)
    for draft in drafts:
        index = draft.indices()[0] - 1
        if index not in left or draft.bylines or draft.kicker or draft.subtitle:
            continue
        if not (index == 0 or index - 1 in left) or not names_reporters(lines[index]):
            continue
        left.remove(index)
        draft.bylines.append(index)
        if len(draft.head) == 1 and index - 1 in left and _may_head(lines[index - 1]):
            left.remove(index - 1)
            draft.paragraphs.insert(0, Paragraph(draft.head, subhead=True))
            draft.head = [index - 1]
    return sorted(left)


def _may_head(line: Line) -> bool:
    """Tell whether a line above a byline may be a headline: short, no sentence, nothing that pages carry."""
    fits = _SHORTEST_HEADLINE <= len(line.folded) <= _LONGEST_HEADLINE
    return fits and line.folded[-1] not in "。,;:…" and furniture_of(line) is None


def give_bylines(draft: Draft, lines: Sequence[Line]) -> None:
    """Take the lines that name reporters and nothing else out of headline and text: 云岭新闻记者 柳禾青."""
    for stack in (draft.kicker, draft.head, draft.subtitle):
        for index in [each for each in stack if names_reporters(lines[each]) or _in_brackets(lines[each])]:
            if index == stack[0] and stack is draft.head and not names_reporters(lines[index]):
                continue
            stack.remove(index)
            draft.bylines.append(index)
        for index in [each for each in stack if _gives_pictures(lines[each])]:
            stack.remove(index)
            draft.credits.append(index)
    _give_unit(draft, lines)
    below = draft.paragraphs[-1].lines[-1] if draft.paragraphs else -1
    if len(draft.head) > 1 and _is_author_above_date(draft.head[-1], lines):
        draft.bylines.append(draft.head.pop())
    for index in [each for each in draft.credits if each - 1 in draft.head and _is_author_above_date(each, lines)]:
        draft.credits.remove(index)
        draft.bylines.append(index)
    for index in [each for each in draft.credits if _wrote(lines[each])]:
        draft.credits.remove(index)
        (draft.tails if index > below >= 0 else draft.bylines).append(index)  # 文:某 above 图:某
    draft.credits.sort()
    for paragraph in [each for each in draft.paragraphs if not (each.verse or each.caption)]:
        if len(paragraph.lines) == 1 and names_reporters(lines[paragraph.lines[0]]):
            draft.paragraphs.remove(paragraph)
            (
                draft.tails
                if draft.paragraphs and paragraph.lines[0] > draft.paragraphs[-1].lines[0]
                else draft.bylines
            ).append(paragraph.lines[0])
    _take_from_first(draft, lines)
    _give_back(draft, lines)
    _give_last_words_back(draft, lines)
    draft.bylines.sort()
    draft.tails.sort()


def _give_unit(draft: Draft, lines: Sequence[Line]) -> None:
    """Give a byline the piece of its line that says where its writer is from: 青石镇中心小学 柳禾青."""
    for stack in (draft.head, draft.subtitle):
        last = stack[-1] if stack else -1
        beside = last + 1 < len(lines) and last + 1 in draft.bylines
        below = beside and not lines[last + 1].part and len([*draft.head, *draft.subtitle]) > 1
        if (
            not beside
            or not (lines[last + 1].part or (below and _SCHOOL.search(lines[last].folded)))
            or lines[last].part
        ):
            continue
        found = read_people(lines[last].folded)
        if found.named or found.rest or not (found.units or found.marked):
            continue
        whole = f"{lines[last].folded} {lines[last + 1].folded}"
        if parse_byline(whole, whole) is not None:
            stack.pop()
            draft.bylines.append(last)


def _is_author_above_date(index: int, lines: Sequence[Line]) -> bool:
    """Tell whether a line is a name and nothing else, and the one below says when a site printed the text."""
    name = "".join(lines[index].folded.split())
    if not sure_name(name) or begins_with_word(name) or index + 1 >= len(lines):
        return False
    return metadata_people(lines[index + 1].folded, lines[index + 1].text) is not None


def _take_from_first(draft: Draft, lines: Sequence[Line]) -> None:
    """Take a byline off the first text that is a piece of its line: 青石小学五年级 ◎柳禾青 and the text behind it."""
    first = draft.paragraphs[0] if draft.paragraphs and draft.head else None
    if first is None or first.caption or first.subhead or first.verse or len(first.lines) < _FEWEST_TEXTS:
        return
    index = first.lines[0]
    if lines[index].parts > 1 and index == draft.head[-1] + 1 and names_reporters(lines[index]):
        draft.bylines.append(first.lines.pop(0))


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


def _give_back(draft: Draft, lines: Sequence[Line]) -> None:
    """Give the text back what was labelled a byline and runs on into text: 本报记者某 昨日,…."""
    for index in [each for each in draft.bylines if _runs_on(lines[each])]:
        draft.bylines.remove(index)
        place = sum(paragraph.lines[0] < index for paragraph in draft.paragraphs)
        below = draft.paragraphs[place] if place < len(draft.paragraphs) else None
        plain = below is not None and not (below.subhead or below.verse or below.caption)
        if below is not None and plain and below.lines[0] == index + 1 and not ends_sentence(lines[index].folded):
            below.lines.insert(0, index)
        else:
            draft.paragraphs.insert(place, Paragraph([index]))


def _give_last_words_back(draft: Draft, lines: Sequence[Line]) -> None:
    """Give the text its last words back that stand before the signature on one line of a column: 便了住户。(柳禾青)."""
    last = draft.paragraphs[-1] if draft.paragraphs else None
    if last is None or last.subhead or last.verse or last.caption or last.lines[-1] + 1 not in draft.tails:
        return
    index = last.lines[-1] + 1
    line = lines[index]
    found = None if line.part or ends_sentence(lines[index - 1].folded) else end_mark(line.folded, line.text)
    if found is not None and found.span.start:
        draft.tails.remove(index)
        last.lines.append(index)


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
    marks = (((*draft.bylines, *draft.tails), BlockType.BYLINE), (tuple(draft.credits), BlockType.CREDIT))
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
