"""What a web page prints around its articles and is none.

Below the last one a headline and scraps without any sentence, or what the site declares of itself (免责声明); above it
what the site says to its reader before the page's headline (cookies, browsers).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.parsing.assembly.drafts import size_of
from worker.parsing.recognizers.annotations import Furniture
from worker.parsing.segmentation import labels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.segmentation.observations import PageView

_FEET: Final = frozenset({Furniture.NAVIGATION, Furniture.COPYRIGHT, Furniture.CONTACT})
_LONGEST: Final = 160  # characters
_LONGEST_DESCRIBED, _TIMES = 40, 8  # characters of what a section is of, and how much longer its article is
_NAMES: Final = frozenset({Furniture.SECTION, Furniture.MASTHEAD})
_LONGEST_WORD: Final = 8  # characters of what a page's name has below it
# What heads a site's word about itself, and what that is about. A paper's 严正声明 is a notice and stays.
_DECLARES: Final = re.compile(
    r"[(【\[]?(?:本站|本网|网站|郑重)?(?:免责|版权|转载|免责与版权|版权与免责)(?:声明|说明|条款|须知)[:】)\]]?"
)
_COMMENTS: Final = re.compile(r"留言|跟[帖贴]|发言|张贴|[帐账]号|评论")
_OF_COMMENTS: Final = re.compile(
    _COMMENTS.pattern
    + r"|登[录入陆]|注册|密码|用户名|使用者|网友|检举|举报|删除|封锁|停权|会员|言论|违法|违反|有权|不得|本网?站"
    r"|发表|规则|规范|协议|谩骂|理性|法律责任|文明|审核"
)
_CHARACTERS_A_WORD, _FEWEST_WORDS, _LONGEST_RULES = 16, 5, 600
_RIGHTS: Final = re.compile(r"版权|转载|著作权|不承担.{0,10}责任|免责|侵权|稿酬|不代表.{0,8}观点")


def with_some_text(found: Sequence[str], view: PageView) -> list[str]:
    """Return the labels; where all are furniture, the lines of sentences that are nothing known are an article."""
    if any(name != labels.FURNITURE for name in found):
        return list(found)
    names = [
        labels.PARAGRAPH if seen.stops and mark.furniture is None else labels.FURNITURE
        for seen, mark in zip(view.seen, view.annotations, strict=True)
    ]
    if labels.PARAGRAPH in names:
        names[names.index(labels.PARAGRAPH)] += labels.BEGINS
    return names


def without_feet(drafts: Sequence[Draft], furniture: Sequence[int], view: PageView) -> tuple[list[Draft], list[int]]:
    """Return the drafts without those at the page's end that are its foot, and the furniture with their pieces."""
    kept, taken = list(drafts), sorted(furniture)
    while len(kept) > 1 and (
        _declares(kept[-1], view) or _is_foot(kept[-1], frozenset(taken), view) or _is_for_comments(kept[-1], view)
    ):
        taken += kept.pop().indices()
    return kept, sorted(taken)


def without_notice_above(
    drafts: Sequence[Draft], furniture: Sequence[int], view: PageView
) -> tuple[list[Draft], list[int]]:
    """Return the drafts without a first one that has no headline, source, writer or credit, and the furniture with it.

    Only where furniture stands between it and a longer text with a headline: a report that opens a page without its
    headline names a source, or the next one follows it.
    """
    if len(drafts) <= 1 or not drafts[1].head:
        return list(drafts), sorted(furniture)
    first, below = drafts[0], drafts[1]
    parts = (
        first.kicker,
        first.head,
        first.subtitle,
        first.after,
        first.bylines,
        first.notes,
        first.tails,
        first.credits,
    )
    lines = first.indices()
    taken = frozenset(furniture)
    if _is_a_page_name(first, view):
        return list(drafts[1:]), sorted([*furniture, *lines])
    between = any(index in taken for index in range(lines[-1] + 1, below.indices()[0]))
    if any(parts) or not (between or _describes_section(first, below, taken, view)):
        return list(drafts), sorted(furniture)
    if any(view.annotations[index].source_line is not None or index in view.fresh for index in lines):
        return list(drafts), sorted(furniture)
    if any(part.verse for part in first.paragraphs) or size_of(first.paragraphs, view) >= size_of(
        below.paragraphs, view
    ):
        return list(drafts), sorted(furniture)
    return list(drafts[1:]), sorted([*furniture, *lines])


def _describes_section(first: Draft, below: Draft, furniture: AbstractSet[int], view: PageView) -> bool:
    """Tell whether one sentence right below the name of a section says what it is of, far shorter than its article."""
    told = first.indices()
    if len({view.line_of[index] for index in told}) > 1 or told[0] - 1 not in furniture or told[0] == 0:
        return False
    mark, size = view.annotations[told[0] - 1].furniture, size_of(first.paragraphs, view)
    if mark is None or mark.kind not in _NAMES or view.annotations[told[0]].item is not None:
        return False
    return size <= _LONGEST_DESCRIBED and _TIMES * size <= size_of(below.paragraphs, view)


def _is_a_page_name(draft: Draft, view: PageView) -> bool:
    """Tell whether all that a headline has below it is a word or two, as a page's name has that of its section."""
    if draft.kicker or draft.subtitle or draft.after or draft.bylines or draft.notes or draft.tails or draft.credits:
        return False
    told = [index for part in draft.paragraphs for index in part.lines]
    if not told or any(part.verse or part.caption for part in draft.paragraphs):
        return False
    known = any(view.seen[index].stops or view.seen[index].commas or index in view.fresh for index in told)
    return not known and sum(len(view.pieces[index].folded) for index in told) <= _LONGEST_WORD


def _is_foot(draft: Draft, furniture: frozenset[int], view: PageView) -> bool:
    """Tell whether a draft stands below navigation, a copyright or a contact, and holds no sentence and no name."""
    indices = draft.indices()
    if draft.bylines or draft.credits or draft.tails or not _is_below_foot(indices[0], furniture, view):
        return False
    if any(part.verse or part.caption for part in draft.paragraphs):
        return False
    if any(view.annotations[index].source_line is not None or index in view.fresh for index in indices):
        return False  # an excerpt that is cut off before its sentence ends
    texts = [view.pieces[index].folded for index in indices]
    return sum(map(len, texts)) <= _LONGEST and not any("。" in text for text in texts)


def _is_below_foot(first: int, furniture: frozenset[int], view: PageView) -> bool:
    """Tell whether navigation or a copyright stands right above a line; or a contact, with other furniture between."""
    kinds = []
    while first - 1 in furniture:
        first -= 1
        mark = view.annotations[first].furniture
        kinds.append(mark.kind if mark is not None else None)
    return bool(kinds) and (kinds[0] in _FEET or Furniture.CONTACT in kinds)


def _declares(draft: Draft, view: PageView) -> bool:
    """Tell whether a draft is what a site declares of itself: so it is headed, and every paragraph speaks of rights."""
    stack = draft.stack
    if not stack or draft.bylines or not all(_DECLARES.fullmatch(view.pieces[index].folded) for index in stack):
        return False
    told = ["".join(view.pieces[index].folded for index in paragraph.lines) for paragraph in draft.paragraphs]
    return all(_RIGHTS.search(text) for text in told)


def _is_for_comments(draft: Draft, view: PageView) -> bool:
    """Tell whether a draft is where readers comment: its rules and its form, told by how dense such words stand."""
    if draft.credits or draft.tails:
        return False
    indices = draft.indices()
    if any(view.annotations[index].source_line is not None for index in indices):
        return False
    told = [index for paragraph in draft.paragraphs for index in paragraph.lines]
    others = [index for index in indices if index not in told]  # a link to another text may head it
    if any((byline := view.annotations[index].byline) and byline.people for index in others):
        return False
    told += [index for index in others if _OF_COMMENTS.search(view.pieces[index].folded)]
    text = "".join(view.pieces[index].folded for index in told)
    words = _OF_COMMENTS.findall(text[:_LONGEST_RULES])
    dense = len(words) * _CHARACTERS_A_WORD >= min(len(text), _LONGEST_RULES)
    return dense and len(set(words)) >= _FEWEST_WORDS and _COMMENTS.search(text) is not None
