"""The words that lead in a digest, 下面请看本周大事: no item of it.

Neither is the line that says once for all of them who reports them, nor what stands below the digest's own title (一周
大事) and greets its readers or names what its items tell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.lexicon import labels
from worker.lexicon.characters import HAN
from worker.parsing.assembly.drafts import Draft, is_headed_by_item
from worker.parsing.recognizers.rows.digests import OF_DAY
from worker.parsing.segmentation.affinity import pairs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.segmentation.observations import PageView

_FEWEST = 2  # further articles
_FEWEST_HEADED = 3  # further articles with a headline below a digest's own title
_LONGEST = 60  # characters
_LONGEST_SUMMARY = 260
# Pairs of characters that a headline has in common with what names the items, and headlines that have them.
_PAIRS, _NAMED = 2, 2
# Must not match 请看看这座桥, which is said in a text.
_LEADS_IN = re.compile(
    r"(?:下面|以下|接下来)(?:就)?(?:请看|请听|来看|为[您你]|是|为).{0,12}(?:大事|要闻|新闻|快讯|简讯|消息|内容)"
    r"|为[您你](?:精选|梳理|盘点|速递|推送|选出).{0,16}(?:大事|要闻|新闻|快讯|简讯|消息|资讯|国际|本地)"
    r"|(?:带[您你]|一起)(?:来)?(?:速览|看看?|回顾|盘点).{0,12}(?:大事|要闻|新闻|快讯|简讯|消息|资讯)"
    r"|一起.{0,8}(?:晨报|早报|晚报|日报|周报|早餐|速递|播报).{0,8}(?:一探究竟|看个究竟|一睹为快)"
)
_GREETS_OF_DAY = re.compile(
    r"[【\[]?(?:早晨|早安|早上好|[午晚]安|晚上好|(?:大家|各位)(?:读者|朋友|网友)?(?:早|好|早上好|早安|早晨))[^。!,]{0,10}[!,。~\s]{1,2}.{0,6}?今[日天早](?:是|系|为)"
)
# Behind a source line: nothing, (某台记者报导), 国际新闻早报:.
_WHO = re.compile(r"[:\s]{0,3}|\s?\([^()。]{2,24}\)[:\s]{0,2}|[^。,;]{0,12}(?:新闻|要闻|早报|晚报|简讯|消息)\s?:\s?")
_SENTENCES = re.compile(r"(?<=[。!?])(?=.)")
# 一周看天下, 七张图看一周大事, 今日要闻(二). Must not match 本周新闻发布会改期.
_DIGEST_TITLE = re.compile(
    rf"[{HAN}0-9·:\s]{{0,14}}(?:[一本上每两]周|[一本上]月|[今昨每][日天])[{HAN}·:\s]{{0,6}}"
    rf"(?:大事|新闻|看点|热点|天下|{labels.DIGESTS})(?:回顾|速递)?[0-9()一二三四五六七八九十.~—\-]{{0,16}}"
)


def leads_in(text: str) -> bool:
    """Tell whether a text (folded) is such words."""
    return len(text) <= _LONGEST and _LEADS_IN.search(text) is not None


def without_lead_in(drafts: Sequence[Draft], furniture: Sequence[int], view: PageView) -> tuple[list[Draft], list[int]]:
    """Return the drafts without the words above the first item of a digest, and the furniture with them."""
    kept, taken = _items_of_digest(drafts, furniture, view)
    taken += _title_of_page(kept, view)
    first = kept[0] if kept else None
    if first is not None and len(kept) > _FEWEST and all(draft.head for draft in kept[1:]) and _opens_day(kept, view):
        return kept[1:], sorted([*taken, *first.indices()])
    if first is None or not first.paragraphs or first.bylines or first.notes:
        return kept, sorted(taken)
    alone = len(first.paragraphs) == 1 and not first.credits and not first.tails
    opening = first.paragraphs[0]
    text = "".join(view.pieces[index].folded for index in opening.lines)
    if first.kicker or first.head or first.subtitle:
        below = kept[1:]
        headed = len(below) >= _FEWEST and all(draft.head for draft in below)
        greets = headed and (_greets(text) or (len(text) <= _LONGEST_SUMMARY and OF_DAY.search(text) is not None))
        if alone and (greets or _names_the_items(first, text, below, view)):
            taken += kept.pop(0).indices()
        return kept, sorted(taken)
    words = leads_in(text) or (alone and (_greets(text) or _says_who_reports(text, opening.lines[0], kept[1:], view)))
    if not words or len(kept) - alone < _FEWEST:
        return kept, sorted(taken)
    taken += opening.lines
    if alone:
        taken += [index for index in first.indices() if index not in opening.lines]
        del kept[0]
    else:
        del first.paragraphs[0]
    return kept, sorted(taken)


def _items_of_digest(
    drafts: Sequence[Draft], furniture: Sequence[int], view: PageView
) -> tuple[list[Draft], list[int]]:
    """Return the drafts, the one of a page that greets its readers parted at its subheads: 青年早新闻, 新闻早餐."""
    kept, taken = list(drafts), list(furniture)
    heads = [at for at, part in enumerate(kept[0].paragraphs) if part.subhead] if len(kept) == 1 else []
    if len(heads) < _FEWEST or any(at + 1 in heads for at in heads) or heads[-1] + 1 == len(kept[0].paragraphs):
        return kept, taken
    page = kept[0]
    opening = (
        *page.kicker,
        *page.head,
        *page.subtitle,
        *(at for part in page.paragraphs[: heads[0]] for at in part.lines),
    )
    if not OF_DAY.search(" ".join(view.pieces[index].folded for index in opening)):
        return kept, taken
    kept = []
    for at, below in zip(heads, [*heads[1:], len(page.paragraphs)], strict=True):
        kept.append(Draft(head=page.paragraphs[at].lines, paragraphs=page.paragraphs[at + 1 : below]))
    given = {index for draft in kept for index in draft.indices()}
    return kept, sorted([*taken, *(index for index in page.indices() if index not in given)])


def _title_of_page(drafts: Sequence[Draft], view: PageView) -> list[int]:
    """Take the page's title off the headline of the first of several counted items: a list stands between the two."""
    if len(drafts) < _FEWEST or not all(is_headed_by_item(draft, view) for draft in drafts[1:]):
        return []
    head = drafts[0].head
    at = next((at for at, index in enumerate(head) if at and index > head[at - 1] + 1), 0)
    if not at or view.annotations[head[at]].item is None:
        return []
    title, head[:] = head[:at], head[at:]
    return title


def _opens_day(drafts: Sequence[Draft], view: PageView) -> bool:
    """Tell whether the first of several headed texts greets readers of the day, or is a note that sums up the others.

    早晨!今日是3月5日星期五,…: on one line, the weather and no news.
    """
    first = drafts[0]
    indices = first.indices()
    text = " ".join(view.pieces[index].folded for index in indices)
    told = {view.line_of[index] for part in first.paragraphs for index in part.lines} | {view.line_of[indices[0]]}
    if len(told) == 1 and len(text) <= _LONGEST_SUMMARY and _GREETS_OF_DAY.match(text):
        return True
    if first.paragraphs or not first.notes or len(first.indices()) != sum(len(note.lines) for note in first.notes):
        return False
    return _are_named(drafts[1:], text, view)


def _greets(text: str) -> bool:
    """Tell whether the last sentence of a few leads in what follows: 今天是3月3日。…一起看看两会新闻吧!"""
    return len(text) <= _LONGEST_SUMMARY and leads_in(_SENTENCES.split(text)[-1])


def _says_who_reports(text: str, opening: int, below: Sequence[Draft], view: PageView) -> bool:
    """Tell whether a text is a source line and nothing else, above items that all have headlines."""
    source = view.annotations[opening].source_line
    if source is None or not all(draft.head for draft in below):
        return False
    return _WHO.fullmatch(text[source.span.end :]) is not None


def _names_the_items(first: Draft, text: str, below: Sequence[Draft], view: PageView) -> bool:
    """Tell whether what stands below a digest's title tells of several of the articles below, as their headlines do."""
    title = "".join(view.pieces[index].folded for index in first.stack)
    headed = [draft for draft in below if draft.head]
    if len(headed) < _FEWEST_HEADED or len(text) > _LONGEST_SUMMARY or not _DIGEST_TITLE.fullmatch(title):
        return False
    return _are_named(headed, text, view)


def _are_named(headed: Sequence[Draft], text: str, view: PageView) -> bool:
    """Tell whether a text tells of several articles, as their headlines do."""
    told = pairs_of(text)
    heads = ("".join(view.pieces[index].folded for index in draft.head) for draft in headed)
    return sum(len(told & pairs_of(head)) >= _PAIRS for head in heads) >= _NAMED
