"""Credits that name no photographer's work: where a picture was posted, who sent it in, or which paper's somebody is.

Papers of Hong Kong, Taiwan and abroad print them behind their captions: fb:松溪街坊(群组), fb松溪群组影片截图,
(柳禾青上传至松溪之友), (柳禾青/松溪报), /图松溪镇公所提供.
"""

from __future__ import annotations

import re

from worker.lexicon import outlets
from worker.lexicon.characters import HAN
from worker.lexicon.places import place_names
from worker.parsing.patterns.hints import hint
from worker.parsing.patterns.person_names import sure_name

_PLATFORMS = (
    *("fb", "facebook", "脸书", "ig", "instagram", "threads", "微博", "推特", "twitter", "youtube", "tiktok", "抖音"),
    *("小红书", "telegram", "dcard", "flickr"),
)
_PLATFORM = rf"(?:{'|'.join(_PLATFORMS)})"
# What the end of a text must hold for anything here to be asked of it. Each part begins with a letter or a stroke, what
# must stand before is asked behind it: so nearly all letters are passed over.
MAY_BE_POSTED = re.compile(
    "|".join(rf"{platform}[^。]{{0,30}}$" for platform in _PLATFORMS)
    + rf"|/\s?图|上传|上载|分享|/(?<=[{HAN}]/)[{HAN}]{{2,8}}[)】〕]$"
)
POSTED = hint([*_PLATFORMS, "/", "上传", "上载", "分享"])
_SHOWN = r"(?:截图|图片|[照相]片|影片|画面|图)"
# fb松溪突发群组影片截图, ig图片.
_ON_PLATFORM = re.compile(
    rf"[(【〔]?\s{{0,2}}(?P<who>{_PLATFORM}[^。,;!?:()【】〔〕了过说称见]{{0,40}}{_SHOWN})\s{{0,2}}[)】〕]?"
)
# fb:松溪街坊, (ig@liuheqing), fb:松溪街坊(群组). On a line of its own this is where a site may be found.
_ACCOUNT = re.compile(
    rf"[(【〔]?\s{{0,2}}(?P<who>{_PLATFORM}\s{{0,2}}[:/@|]\s{{0,2}}[^\s。,;!?:()【】〔〕][^。,;!?:()【】〔〕]{{1,28}}(?:\([{HAN}a-z]{{2,6}}\))?)\s{{0,2}}[)】〕]?"
)
# (柳禾青上传至松溪之友), (街坊上载).
_SENT_IN = re.compile(
    rf"[(【〔](?P<who>[{HAN}\w]{{2,10}}(?:上传|上载|分享)(?:[到至于]?[^()【】〔〕。,;!?]{{2,16}})?)[)】〕]"
)
# /图松溪镇公所提供, /松溪镇公所提供.
_BEHIND_STROKE = re.compile(r"/\s?图?(?P<who>[^()。,;:!?/]{2,16}?)(?:提供|供图|翻摄|摄)")
# 松溪报系资料照片, 松溪社档案照片.
_OF_ARCHIVE = re.compile(rf"(?P<who>[{HAN}]{{1,8}}(?:报系?|社|台|网)(?:资料|档案)(?:照片?|图片?))")
# (柳禾青/松溪报). Must NOT match (柳禾青/综合报道), (柳禾青/台北).
_OF_PAPER = re.compile(rf"[(【〔](?P<who>(?P<name>[{HAN}]{{2,4}})\s?/\s?(?P<paper>[{HAN}]{{2,8}}))[)】〕]")
_SAYS_WORK = re.compile(r"(?:[报采编整综]|撰|文|译|稿|讯|电|摄|图|绘|画|辑)[道导理合写译]?$")
_PAPER = re.compile(rf"(?:{outlets.KNOWN}|[{HAN}]{{2,8}}(?:{outlets.ENDINGS}|[社报网台]))")


def source_of_picture(folded: str, *, behind: bool) -> tuple[int, int] | None:
    """Return where a credit says who is behind a picture, if it is nothing else; ``behind`` some text or on its own."""
    match = _ON_PLATFORM.fullmatch(folded) or _SENT_IN.fullmatch(folded) or _BEHIND_STROKE.fullmatch(folded)
    match = match or _OF_ARCHIVE.fullmatch(folded)
    if match is None and (behind or folded[0] in "(【〔"):
        match = _ACCOUNT.fullmatch(folded)
    if match:
        return match.span("who")
    match = _OF_PAPER.fullmatch(folded) if behind else None
    if match is None or not sure_name(match["name"]) or match["paper"] in place_names():
        return None
    paper = match["paper"]
    if not _PAPER.fullmatch(paper) and (_SAYS_WORK.search(paper) or sure_name(paper)):
        return None
    return match.span("who")
