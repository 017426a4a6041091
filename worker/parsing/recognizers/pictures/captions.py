"""Photo stories and captions: which paragraphs describe a picture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.lexicon import scenes
from worker.lexicon.characters import CIRCLED, HAN, N
from worker.parsing.recognizers.annotations import Caption, Span
from worker.parsing.recognizers.once import once

if TYPE_CHECKING:
    from collections.abc import Sequence

# 图为…, 上图:…, 图①…, ▲…; a caption that opens with the day it was taken: 10月25日,在…
_CAPTION_START: Final = re.compile(
    r"(?:[▲△▼▽]\s{0,2})?(?:图为|图片为|上图|下图|左图|右图|图[①-⑩0-9一二三四五六七八九十]|[①-⑩]|题图|大图|小图|这是)"
)
# 图:…, 图说:…, 图片说明:…, 【图】…, ↑…: what follows tells of the picture. Must NOT match 图:某 某, who took it.
_TELLS: Final = (
    r"(?:图\s{0,2}[:;](?!本报(?:资料|图|视觉|摄)|[^:]{0,8}(?:记者|通讯员|提供|供图|视觉)|[^:]{0,4}(?:资料|网络)|[^:]{1,8}[报社网台系]资料)(?=[^\s/:、]{9,}|[^\s/:、]{3,}[。!])|图(?:说|注|示|解|片说明)\s{0,2}[:;]"
    r"|图[1-9]\s{1,2}(?=[\u3400-\u9fff])|\(图[1-9一二三四五六]\)|照片\s{0,2}[:;](?=[^\s/:、]{9,})|资料图片?\s{0,2}:(?=[^。,:]{4,})(?![^。,:]{2,12}(?:社|网|视觉中国|提供|摄|供图)$)|[【\[]图[0-9一二三四]?[】\]]|题图\s{0,2}[:;]|[↑↓←→](?!下转|详见|见)(?=\s?[\u3400-\u9fff“]{4}))"
)
# The surest of them. Must NOT match 图书…, 图案…, 上图书馆: the bare 图 and 上图 begin other words.
_POINTER: Final = re.compile(
    r"(?:[▲△▼▽●■◆]\s{0,2})?(?:图为|图片为|[上下左右]图\s{0,2}[:为]|图[①-⑩]|图[0-9一二三四五六七八九十]\s{0,2}[:;,、](?![0-9](?![0-9]{3}年)))|[▲△▼▽]"
    rf"|{_TELLS}"
)
# Printed before a caption to point at its picture; no part of it.
CAPTION_MARKS: Final = "▲△▼▽▶◀■◆●↑↓←→ \u3000"
_DATED: Final = re.compile(rf"(?:{N}{{4}}年)?(?:{N}{{1,3}}月{N}{{1,3}}日|近日|日前)[,，]?")
_CLOSES: Final = re.compile(
    r"\(摄于[^()]{2,16}\)[。.]?$|"
    r"\((?:(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日)?(?:无人机|手机|视频)?(?:拍?摄|照片|拍摄|截图|航拍)\)[。.]?$"
    r"|(?:网页|报道|视频|微博|微信|网站|页面|画面|新闻|朋友圈|聊天记录|监控|直播|文章|评论)的?截图[。.]?$"
    r"|\((?:资料|档案|拼版|全景|历史|网络)(?:照片?|图片?|照)\)[。.]?$"
)
_CLOSING: Final = frozenset(")图")  # one of these ends it, or stands before its full stop
_CAPTION_STARTS: Final = frozenset("▲△▼▽●■◆图上下左右题大小资这照【([↑↓←→")
_MOST_PARAGRAPHS: Final = 4
_MOST_SENTENCES: Final = 2  # of a caption that says where people stand
_LONGEST_STORY: Final = 520


def caption_opening(folded: str, text: str) -> Caption | None:
    """Return what opens a line as a caption (图为, ▲, 图①), None when nothing does; circled numbers need ``text``."""
    if folded[0] not in _CAPTION_STARTS and text[0] not in CIRCLED:
        return None
    sure = _POINTER.match(folded)
    match = sure or _CAPTION_START.match(folded)
    if match:
        return Caption(Span(0, match.end()), sure=sure is not None)
    return Caption(Span(0, 1), sure=False) if text[0] in CIRCLED else None


@once
def closes_as_caption(folded: str) -> bool:
    """Tell whether a text ends in what agencies add to a caption: (6月22日摄), (无人机照片), (资料图片)."""
    return (folded[-1:] in _CLOSING or folded[-2:-1] in _CLOSING) and _CLOSES.search(folded[-24:]) is not None


# 柳镇长(左二), 街坊(前排右), 柳镇长(图中), (中)…: where somebody stands in the picture. Must NOT match (左传), (前),
# (右倾), nor (中) behind the title of a part.
_SEAT: Final = "[一二三四五六七八1-8]"
_PLACED: Final = re.compile(
    rf"[(左右](?:(?<=\()(?:[左右]{_SEAT}?起?|(?:[前后]排?|图|照片?)[左右中]起?{_SEAT}?起?者?|[左右]{_SEAT}至[左右]?{_SEAT}|中(?=\)[^)\s]))\)"
    # 左起柳禾青、杜小渡, 右起为柳禾青、杜小渡: who stands there, one after the other.
    rf"|(?<=[左右])起(?:为|是|:|依[次序]为)?\s?[{HAN}·]{{2,12}}、[{HAN}]{{2}})"
)
_LONGEST_PLACED: Final = 110


def places_people(folded: str) -> bool:
    """Tell whether a text says where somebody stands in a picture, and nothing that a report would: no speech."""
    if len(folded) > _LONGEST_PLACED or not ("(" in folded or "左" in folded or "右" in folded):
        return False
    if not _PLACED.search(folded):
        return False
    return not any(mark in folded for mark in "“「") and folded.count("。") <= _MOST_SENTENCES


def opens_as_caption(folded: str) -> bool:
    """Tell whether a paragraph opens in the words of a caption (图为…)."""
    return bool(_CAPTION_START.match(folded))


def points_at_picture(folded: str) -> bool:
    """Tell whether a paragraph says that it is a caption, credit or none: 图为…, ▲…, 上图:… and the like."""
    return folded[:1] in _CAPTION_STARTS and _POINTER.match(folded) is not None


# 上图:… and 图①:…: in mid line too. Must NOT match 图为…, which closes what a caption tells: 昨日,老桥通车。图为桥头。
_TOLD_WITHIN: Final = re.compile(r"(?:[上下左右]|[●■▲]?(?=图[0-9一二三四五六]))图(?:[0-9一二三四五六]\s?)?[:;]")


# 图:…, 图为…, 上图:…, 图①:…: by the word. Must NOT match ▲ and its like, which open items as well.
_NAMES_PICTURE: Final = re.compile(rf"(?:[{re.escape(CAPTION_MARKS)}]\s{{0,2}}){{0,2}}(?:图|[上下左右题]图)")


def names_picture(folded: str) -> bool:
    """Tell whether a paragraph says by the word 图 that it is a caption, not by a sign alone."""
    return _NAMES_PICTURE.match(folded) is not None and points_at_picture(folded)


def is_told_within(folded: str) -> bool:
    """Tell whether a piece of a line opens as a caption does in mid line, set apart from a text: 上图:…."""
    return _TOLD_WITHIN.match(folded) is not None


# 9月7日拍摄的老桥。 and …。上图为:…: says of its first sentence, or in its second, that it tells of a picture.
_TAKEN: Final = re.compile(
    r"(?:这是|图为)?(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日(?:用?无人机|航)?拍摄的[^。,]{2,60}[。;]|[^。]{4,60}。\s{0,4}(?:[上下左右]图[为:]|图为)"
)


def tells_of_picture(folded: str) -> bool:
    """Tell whether a paragraph says of its first sentence, or in its second, that it tells of a picture."""
    return ("图" in folded[:70] or "拍摄的" in folded[:24]) and _TAKEN.match(folded) is not None


# What somebody says, or told the paper: of a report, not of a picture.
_SAYS: Final = re.compile(
    r"[说道讲][,:。]|表示|认为|指出|介绍[,说]|告诉|据(?:悉|了解|介绍|统计)|记者(?:了解|获悉|从|看)|预计|建议"
)


def says_what_was_said(folded: str) -> bool:
    """Tell whether a text tells what somebody said, or told the paper."""
    return _SAYS.search(folded) is not None


_PEOPLE: Final = rf"(?:{scenes.PEOPLE}|(?![我你他她它咱])[{HAN}]们)"
# 工作人员正在检修线路, 孩子们在操场上做游戏. Must not match 市民在家门口就能办事 and 他们正在老去.
_SCENE: Final = re.compile(
    rf"[^,。:;!?“”《》0-9我你他她]{{0,12}}{_PEOPLE}(?:正在|正|在)(?![^,。]{{0,12}}(?:就能|可以|能够|将|已经?|被|不再))[^,。:;!?“”]{{0,14}}(?:{scenes.DOES})"
    r"[^,。:;!?“”]{0,10}。?"
)
# 石匠正在修补桥墩: somebody by a calling. Must not match 管网正在规划中, 我们正在老去.
_AT_WORK: Final = re.compile(
    rf"[{HAN}]{{1,8}}(?<![我你他她它咱])(?:[人者员工匠生客民众童友兵手师家]|们|队)(?<!我们|他们|你们|她们)(?:冒[{HAN}])?正(?:在)?(?!在?(?:成|改|变|形|走|逐|被|老|面|经))[{HAN}]{{3,18}}(?<!中)。?"
)
# 老桥改造后的效果图, 松溪老街一角, 通车现场; 2015年10月,石匠在老桥边合影. Must not match 直击!通车现场.
_VIEW: Final = re.compile(
    r"[^,。:;!?“”《》]{3,20}(?:效果图|示意图|资料图片?|航拍图|俯瞰图|一角|外景|的情形|的情景)。?"
    r"|[^,。:;!?“”《》 ]{2,8}现场。?|[^。:;!?“”《》]{3,36}(?:合影|合照|留影|留念)。?"
)
_VIEW_ENDS: Final = frozenset("图片角景形场影照念")
_LONGEST_DATED: Final = 90  # characters of a sentence that says when a picture was taken
_LONGEST_SCENE: Final = 40


def shows_scene(folded: str) -> bool:
    """Tell whether a line is one sentence on who does what before the camera, or names a view."""
    if len(folded) > _LONGEST_SCENE:
        return False
    doing = "正" in folded
    if (doing or "在" in folded) and _SCENE.fullmatch(folded):
        return True
    if folded.removesuffix("。")[-1:] in _VIEW_ENDS and _VIEW.fullmatch(folded):
        return True
    return doing and _AT_WORK.fullmatch(folded) is not None


def dated_opening(folded: str) -> bool:
    """Tell whether a paragraph opens with the day a picture was taken, and is short enough for a caption."""
    return bool(_DATED.match(folded)) and len(folded) <= _LONGEST_DATED and folded.count("。") <= 1


def is_photo_story(paragraphs: Sequence[str], *, sourced: bool, credited: bool) -> bool:
    """Tell whether an article is a photo story: a credit, no reporter of its own, little text."""
    if sourced or not credited or not paragraphs:
        return False
    return len(paragraphs) <= _MOST_PARAGRAPHS and sum(map(len, paragraphs)) <= _LONGEST_STORY


def split_story(paragraphs: Sequence[str]) -> list[bool]:
    """Return which paragraphs of a photo story are captions.

    All are, unless a paragraph that opens like a caption comes first and a plain one follows: then the plain one is the
    story's text.
    """
    marked = [opens_as_caption(text) or dated_opening(text) for text in paragraphs]
    if not marked or not marked[0] or all(marked):
        return [True] * len(paragraphs)
    return marked
