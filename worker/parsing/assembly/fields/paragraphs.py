"""The paragraphs of a draft read: source line, jump marks, signatures and credits taken off, captions set aside."""

from __future__ import annotations

import re
from itertools import groupby, islice
from typing import TYPE_CHECKING, Final

from worker.document.issue import BlockType, Contributor
from worker.parsing.assembly.drafts import Paragraph
from worker.parsing.assembly.fields.labelled_facts import is_labelled_fact
from worker.parsing.assembly.pictures.amid import told_as_text
from worker.parsing.assembly.pictures.captions_within import parted_at_captions
from worker.parsing.assembly.pictures.repeated_captions import SHORTEST
from worker.parsing.layout.reflow import Passage, join
from worker.parsing.patterns.spacing import squeezed
from worker.parsing.recognizers.annotations import EndKind
from worker.parsing.recognizers.contributors.bylines import opening_byline
from worker.parsing.recognizers.contributors.credits import bare_agency, end_credit, says_who_reported
from worker.parsing.recognizers.contributors.signatures import end_mark, read_jumps, read_signature
from worker.parsing.recognizers.pictures.captions import (
    closes_as_caption,
    is_photo_story,
    names_picture,
    places_people,
    points_at_picture,
    shows_scene,
    split_story,
    tells_of_picture,
)
from worker.parsing.recognizers.sources.lines import read_source_line
from worker.parsing.recognizers.sources.reporters import bracketed_reporters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.assembly.reading import Reading
    from worker.parsing.layout.lines import Line

_FEWEST_ITEMS: Final = 2
_TWICE: Final = 2
_LONGEST_TWICE: Final = 1000  # characters of a caption that is printed again
_FEWEST_SHOWN: Final = 2  # captions around what a photo story tells
_MOST_ABOVE, _LONGEST_ABOVE = 2, 60  # captions above the source line that were taken for text, their characters
_REPORTERS_WITHIN: Final = 12  # characters
# Behind 题: up to the end of the line, or to the wide space before the text.
_TITLE: Final = re.compile(r"(?P<title>[^。\n]{1,60}?)(?:\s{3,}|$)")
_CLOSING: Final = "■◆◇□#▲●★※"
_END_SIGNS: Final = frozenset(_CLOSING)
_END_SIGN: Final = re.compile(rf"(?<=[。!?”』」)])\s{{0,3}}[{_CLOSING}]{{1,3}}$")
_ROLE_LEFT: Final = re.compile(
    r"(?<=[。!?”」])[ \u3000]{1,4}(?:热心)?(?:读者|市民|网友|作者|通讯员|本报记者|记者)[ \u3000]{0,2}$"
)
_LONGEST_GIVEN: Final = 30  # characters of a caption before what says who gave pictures
_LONGEST_GIVEN_AMID: Final = 80  # the same, where more text stands below
_LONGEST_EMBEDDED: Final = 150  # characters of a caption among text, with its credit


def with_captions_apart(draft: Draft, lines: Sequence[Line]) -> Draft:
    """Return a draft; what a page tells among its pictures is text, and captions within a line are set apart."""
    told = tuple(parted_at_captions(told_as_text(draft, lines), lines))
    return draft if told == draft.paragraphs else draft.having(paragraphs=told)


def read_paragraphs(draft: Draft, lines: Sequence[Line], reading: Reading) -> Reading:
    """Join the paragraphs and captions that the model told apart, and take what is no text off them."""
    for paragraph in _parted_where_twice(draft.paragraphs, lines):
        passage = join(lines, paragraph.lines)
        if paragraph.caption and not _opens_report(passage, reading):
            reading = _with_caption(passage, reading)
            continue
        if paragraph.subhead and (_points_at_picture(passage, draft, lines) or _shows_picture(passage, draft)):
            reading = _with_caption(passage, reading)
            continue
        if paragraph.subhead:
            reading = reading.marked(paragraph.lines, BlockType.SUBHEAD)
            reading = reading._replace(subheads=(*reading.subheads, passage.text))
        if paragraph.subhead or paragraph.verse:
            reading = reading.told(passage)
        else:
            reading = _with_text(passage, draft, lines, reading)
    if _is_picture(draft, reading):
        return _all_captions(reading)
    if reading.body or reading.source_line:
        return reading
    return _with_story(reading) if draft.head and not reading.byline else reading


def _all_captions(reading: Reading) -> Reading:
    """Return the reading with what was taken for its text as captions."""
    lines = [index for passage in reading.body for index in passage.lines]
    return reading._replace(captions=reading.captions + reading.body, body=()).marked(lines, BlockType.CAPTION)


def _with_story(reading: Reading) -> Reading:
    """Tell the text of a photo story from the captions around it: they open with the day or 图为, it does not.

    One such caption and a plain paragraph are a picture's caption and what an agency adds to it.
    """
    shows = split_story([passage.folded for passage in reading.captions])
    longest = max((len(each.folded) for each, show in zip(reading.captions, shows, strict=True) if show), default=0)
    if sum(shows) < _FEWEST_SHOWN:
        return reading
    plain = [
        each for each, show in zip(reading.captions, shows, strict=True) if not show and len(each.folded) > longest
    ]
    left = tuple(each for each in reading.captions if each not in plain)
    taken = [index for passage in plain for index in passage.lines]
    return reading._replace(captions=left, body=(*reading.body, *plain)).marked(taken, None)


def _parted_where_twice(paragraphs: Sequence[Paragraph], lines: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs; a line of text that stands again just below is a caption, as portals print it.

    What stands three times and more is what somebody says again: text.
    """
    twice: set[int] = set()
    for is_plain, stretch in groupby(paragraphs, lambda each: not (each.subhead or each.verse)):
        if is_plain:
            twice |= _standing_twice([member for each in stretch for member in each.lines], lines)
    if not twice:
        return list(paragraphs)
    found: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.caption or paragraph.subhead or paragraph.verse:
            found.append(paragraph)
            continue
        for is_caption, members in groupby(paragraph.lines, twice.__contains__):
            if is_caption:
                found += [Paragraph((member,), caption=True) for member in members]
            else:
                found.append(paragraph.like(members))
    return found


def _standing_twice(members: Sequence[int], lines: Sequence[Line]) -> set[int]:
    """Return the positions of lines that are printed just twice, one below the other."""
    found: set[int] = set()
    start = 0
    for at in range(1, len(members) + 1):
        if at < len(members) and _stands_twice(lines[members[start]], lines[members[at]]):
            continue
        if at - start == _TWICE:
            found.update(members[start:at])
        start = at
    return found


def _stands_twice(line: Line, below: Line) -> bool:
    if line.folded[0] != below.folded[0] or line.parts > 1 or len(line.text) < SHORTEST:
        return False  # nearly all pairs
    return squeezed(line.text) == squeezed(below.text)


def _with_text(passage: Passage, draft: Draft, lines: Sequence[Line], reading: Reading) -> Reading:
    """Take source line, jump marks, signature and credit off a paragraph; it may be a caption after all."""
    printed = passage.lines
    passage, to, from_ = read_jumps(passage)
    if to or from_:
        reading = reading._replace(jump_to=reading.jump_to or to, jump_from=reading.jump_from or from_)
    if reading.source_line is None:
        passage, reading = _without_opening(passage, reading)
    if _points_at_picture(passage, draft, lines) or _shows_picture(passage, draft):
        return _with_caption(passage, reading)
    passage, reading = _without_end(passage, reading)
    passage = _without_role(passage, draft)
    if reading.captioned and len(passage.text) <= _LONGEST_TWICE and squeezed(passage.text) in reading.captioned:
        return reading.marked(printed, BlockType.CAPTION)  # printed twice
    passage = _without_sign(passage)
    if passage.text:
        return reading.told(passage)
    return reading.marked(printed, BlockType.JUMP) if to or from_ else reading


def _without_sign(passage: Passage) -> Passage:
    """Take the sign that closes a story off its last sentence: …。◇, …。#."""
    end = _END_SIGN.search(passage.folded[-6:]) if passage.folded[-1:] in _END_SIGNS else None
    return passage.slice(0, len(passage.folded) - len(end.group())) if end else passage


def _without_role(passage: Passage, draft: Draft) -> Passage:
    """Take off a text what the one who signs below it is, cut off from the name: …。 读者 | 柳禾青."""
    role = _ROLE_LEFT.search(passage.folded) if draft.tails or draft.bylines else None
    if role is None or passage.lines[-1] + 1 not in draft.tails + draft.bylines:
        return passage
    return passage.slice(0, role.start())


def _without_opening(passage: Passage, reading: Reading) -> tuple[Passage, Reading]:
    """Take source line and reporters off the head of a paragraph, where it opens the report: no text has come before.

    A sentence or two above the source line are none of the report: 工人在接管子。 above (松溪14日讯)…. What is longer
    sums the report up, and whom its source line names wrote it. Where and when it was stated above is no such text.
    """
    # One more than may stand there says enough: each paragraph of a report without a source line asks.
    told = list(islice((above for above in reading.body if not is_labelled_fact(above.folded)), _MOST_ABOVE + 1))
    if told:
        short = all(len(above.folded) <= _LONGEST_ABOVE for above in told)
        if len(told) > _MOST_ABOVE or reading.subheads or reading.byline:
            return passage, reading
        opening = read_source_line(passage.folded, passage.text)
        if opening is None or not (short or (opening.people and not reading.signers)):
            return passage, reading
        if short:
            stated = tuple(above for above in reading.body if above not in told)
            reading = _all_captions(reading._replace(body=tuple(told)))._replace(body=stated)
    passage, reading = _without_source_line(passage, reading)
    return _without_reporters(passage, reading)


def _without_reporters(passage: Passage, reading: Reading) -> tuple[Passage, Reading]:
    """Take reporters off the head of a text whose writers nothing else names: 本报记者某 通讯员某 昨日,…."""
    if reading.source_line is not None or reading.signers:
        return passage, reading
    if reading.byline:
        return _without_them_again(passage, reading)
    head = passage.folded[:_REPORTERS_WITHIN]
    if not any(role in head for role in ("记者", "通讯员")):
        return passage, reading
    found = bracketed_reporters(passage.folded, passage.text) or opening_byline(passage.folded, passage.text)
    if found is None:
        return passage, reading
    return passage.slice(found[1]), reading._replace(byline=tuple(found[0]))


def _without_them_again(passage: Passage, reading: Reading) -> tuple[Passage, Reading]:
    """Take reporters in brackets off the head of a text whose byline names them, or one of them, already."""
    if passage.folded[:1] != "(" or not any(role in passage.folded[:_REPORTERS_WITHIN] for role in ("记者", "通讯员")):
        return passage, reading
    found = bracketed_reporters(passage.folded, passage.text)
    known = {person.name for person in reading.byline}
    if found is None or not any(person.name in known for person in found[0]):
        return passage, reading
    others = tuple(person for person in found[0] if person.name not in known)
    return passage.slice(found[1]), reading._replace(byline=(*reading.byline, *others))


def _without_end(passage: Passage, reading: Reading) -> tuple[Passage, Reading]:
    """Take the credit or the signature off the end of a paragraph; 摄影报道 below a text of several signs it."""
    credit = end_credit(passage.folded, passage.text)
    if credit and reading.body and says_who_reported(passage.folded):
        return passage.slice(0, credit.start), reading.signed(credit.people, passage.text[credit.start :].strip())
    if credit:
        return passage.slice(0, credit.start), reading.credited(credit.people)
    passage, people, tail = read_signature(passage)
    return passage, reading.signed(people, tail) if tail else reading


def _points_at_picture(passage: Passage, draft: Draft, lines: Sequence[Line]) -> bool:
    """Tell whether a text among others says itself that it is a caption: ▲…, 图为….

    Must not be an item of a list whose mark ▲ is: among the paragraphs most open so.
    """
    if len(passage.folded) > _LONGEST_EMBEDDED:
        return False
    if len(draft.paragraphs) > _FEWEST_ITEMS and (tells_of_picture(passage.folded) or shows_scene(passage.folded)):
        return True
    if not points_at_picture(passage.folded):
        return False
    if names_picture(passage.folded) and read_source_line(passage.folded, passage.text) is None:
        return True
    opening = sum(
        points_at_picture(lines[paragraph.lines[0]].folded) for paragraph in draft.paragraphs if not paragraph.caption
    )
    return 2 * opening < sum(not paragraph.caption for paragraph in draft.paragraphs) + 1


def _shows_picture(passage: Passage, draft: Draft) -> bool:
    """Tell whether a text among others is a caption, as its end says: a credit, or in brackets the day it was taken."""
    if len(draft.paragraphs) < _FEWEST_ITEMS or len(passage.folded) > _LONGEST_EMBEDDED:
        return False
    credit = end_credit(passage.folded, passage.text)
    if credit is None:
        return closes_as_caption(passage.folded) or places_people(passage.folded)
    longest = _LONGEST_GIVEN if draft.paragraphs[-1].lines[-1] in passage.lines else _LONGEST_GIVEN_AMID
    short = credit.start <= longest and passage.folded.count("。") <= 1  # 工人在接管子。图源:某网
    return (short or not credit.given) and credit.start > 0 and not says_who_reported(passage.folded)


def _opens_report(passage: Passage, reading: Reading) -> bool:
    """Tell whether a text taken for a caption opens an article with a source line: it is the report itself."""
    first = reading.source_line is None and not reading.body
    return first and read_source_line(passage.folded, passage.text) is not None


def _is_picture(draft: Draft, reading: Reading) -> bool:
    """Tell whether an article is a picture's caption and its credit and nothing else."""
    if len(reading.body) != 1 or reading.captions or not reading.credits or reading.subheads:
        return False
    sourced = reading.source_line is not None or bool(reading.byline) or bool(reading.signers)
    verse = any(paragraph.verse for paragraph in draft.paragraphs)
    return not verse and is_photo_story([reading.body[0].folded], sourced=sourced, credited=True)


def _with_caption(passage: Passage, reading: Reading) -> Reading:
    """Take the credit off a caption; one that is printed twice stands once."""
    credit = end_credit(passage.folded, passage.text) or bare_agency(passage.folded, passage.text)
    reading = reading.marked(passage.lines, BlockType.CAPTION)
    if credit:
        reading = reading.credited(credit.people)
        passage = passage.slice(0, credit.start)
    elif passage.folded[-1:] in _END_SIGNS:
        passage = _without_sign(passage)
    elif passage.folded[-1:] in ")】":
        end = end_mark(passage.folded, passage.text)
        if end and end.kind is EndKind.AGENCY and end.span.start:
            agency = Contributor(passage.text[end.span.start :].strip("()（）【】 \u3000"))
            reading = reading.credited([agency])
            passage = passage.slice(0, end.span.start)
    text = squeezed(passage.text)
    if not passage.text or text in reading.captioned:
        return reading
    if len(text) >= SHORTEST:
        reading = reading._replace(captioned=reading.captioned | {text})
        if reading.body and squeezed(reading.body[-1].text) == text:  # the first printing was taken for text
            *above, first = reading.body
            reading = reading._replace(body=tuple(above)).marked(first.lines, BlockType.CAPTION)
    return reading._replace(captions=(*reading.captions, passage))


def _without_source_line(passage: Passage, reading: Reading) -> tuple[Passage, Reading]:
    """Take the source line off the head of a passage."""
    opening = read_source_line(passage.folded, passage.text)
    if opening is None:
        return passage, reading
    printed = passage.text[: opening.end].strip()
    byline = (*reading.byline, *opening.people)
    reading = reading._replace(source_line=opening, source_line_text=printed, byline=byline)
    rest = passage.slice(opening.end)
    if passage.folded[: opening.end].rstrip().endswith("题:"):
        title = _TITLE.match(rest.folded)
        if title:  # 新华社松溪1月2日电 题:老桥换新颜, the text below
            reading = reading._replace(title=rest.text[: title.end("title")])
            rest = rest.slice(title.end())
    return rest, reading if rest.text else reading.marked(passage.lines, BlockType.SOURCE_LINE)
