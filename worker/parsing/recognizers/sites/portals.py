"""What portals set around and amid the texts they take from papers: something to press, or where another page begins.

Bars of buttons, links to pictures, breaks of pages, former titles, counts; each is one line. What says of the text who
edited it and how often it was read is in ``web_feet``; labels and values that only their row tells are in ``records``.
"""

from __future__ import annotations

import re

from worker.lexicon import navigation
from worker.parsing.recognizers.sites.metadata import is_counted, is_former_title

# 收藏微博微信分享5,874, 腾讯QQ空间, 用微信扫码二维码: the bar of a portal, whose buttons are words, run together.
_BAR = re.compile(
    rf"(?:(?:分享|转发|发送)(?:到|至|给)?|{navigation.BUTTONS}|收藏|打印|更多|评论|二维码|[0-9,|/·:+>-]){{2,40}}"
)
_OF_BARS = re.compile(r"微[信博]|qq|字[体号]|朋友圈|易信")
_LONGEST_BAR = 60
# 点击进入“老桥影像”>>: a link amid a page. Must end in its sign: 点击进入系统 is text.
_GO_TO = re.compile(r"(?:点击|戳)(?:此?处)?(?:进入|查看|观看|收看|下载|阅读|参与|购买|报名)[^。,]{2,24}(?:>{1,3}|»)")
# 点击此处查看其它图片, 点击查看大图: beside a picture.
_LOOK_AT = re.compile(
    r"[(\[]?点击(?:此?处|图片)?(?:查看|观看|浏览|放大)(?:其[它他]|更多|全部|所有|高清)?大?(?:图片?|照片|组图|原图)[)\]]?"
)
# 点击此处查看其他图片, 点击图片进入下一页: the same without a sign. Must NOT match 点击报名系统上线.
_PRESS = re.compile(
    r"[(【]?请?(?:点击?此(?:处|查看|阅读|进入)?|点击(?:这里|此处|图片|大图|上图|下图|查看)|轻触|单击)[^。,:]{0,10}"
    r"(?:图片?|大图|原图|更多|全文|下一页|下页|上一页|详情|视频|报道|内容|评论|文章)[)】]?"
)
# 「柳禾青」記者的文章列表, 柳禾青相关文章, “老桥”的搜索结果: the head of a list of texts.
_LIST = re.compile(
    r"[“「]?[^。,:“”「」]{2,12}[”」]?(?:记者|作者)?的?(?:文章列表|相关文章|全部文章|所有文章|其他文章|搜索结果)"
)
_LONGEST_LIST = 24
# [NextPage][/NextPage], _ueditor_page_break_tag_: where a content system begins another page.
_NEXT_PAGE = re.compile(
    r"(?:\[/?(?:nextpage|pagebreak|page|分页)\]){1,2}|_?ueditor_page_break_tag_?|#p#[^#]{0,30}#e#|={2,20}next={2,20}"
)


def is_of_portal(folded: str, squeezed: str) -> bool:
    """Return whether a line is one of those.

    Args:
        folded: The line.
        squeezed: The same without white space.
    """
    if is_former_title(folded) or is_counted(folded):
        return True
    if len(folded) <= _LONGEST_LIST and _says_of_page(folded):
        return True
    if len(squeezed) <= _LONGEST_BAR and _OF_BARS.search(squeezed) and _BAR.fullmatch(squeezed):
        return True
    if folded.startswith("点击", folded[0] in "([") and _LOOK_AT.fullmatch(folded):
        return True
    if folded[-1] in ">»":
        return _GO_TO.fullmatch(folded) is not None
    return folded[0] in "[_u#=" and _NEXT_PAGE.fullmatch(squeezed) is not None


def _says_of_page(folded: str) -> bool:
    """Tell whether a line is what the page says of itself, or the head of a list of texts."""
    if "点" in folded[:3] and _PRESS.fullmatch(folded):
        return True
    return folded[-2:] in {"文章", "列表", "结果"} and _LIST.fullmatch(folded) is not None
