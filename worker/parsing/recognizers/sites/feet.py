"""What web editions print below a text: who edited it, size of the letters, counts of readers; never a headline.

Each pattern must fit the whole line, brackets apart: 责任编辑的一天 and 字号越来越大 are headlines. What is there to be
pressed is in ``portals``; what a site declares in sentences in ``site_notices``; whether a whole draft is a foot tells
``assembly/surroundings/feet``.
"""

from __future__ import annotations

import re

from worker.lexicon import roles
from worker.lexicon.characters import HAN

LONGEST = 60
_NAMES = rf"(?:(?:[{HAN}·*]{{1,6}}|[a-z0-9_.]{{1,20}})(?:[、,/\s]{{1,3}}[{HAN}·*]{{1,6}}){{0,4}})?"
_EDITOR = (
    rf"(?:(?:本文|本网|网络|本期|执行|责任|值班|文字|图片|新媒体)?(?:{roles.EDITING})"
    r"|[初复终一二三四][审校读]|小编|录入|录入员|上传|发布人?|供稿|投稿人?|推荐人?)"
)
_FOOT = re.compile(
    rf"(?:{_EDITOR}\s{{0,3}}[:/|]\s{{0,3}}{_NAMES}\s{{0,4}}){{1,5}}"
    r"|(?:字号|字体|文字大小|字体大小)\s{0,2}:?\s{0,3}(?:[大中小特超+\-a\s/|]{1,16})?"
    r"|(?:浏览|阅读|点击|访问|查看)(?:次数|量|数|率)?\s{0,2}:\s{0,3}[\d,.万+]{0,10}\s{0,2}次?"
    rf"|(?:本文|文章|新闻|稿件|信息|内容|资料)?(?:来源|稿源|出处)\s{{0,2}}[:|]\s{{0,3}}[《<]?[{HAN}\w·\s]{{0,24}}[》>]?"
    rf"|(?:关键词|关键字|标签|分类|栏目|tags?)\s{{0,2}}:\s{{0,3}}[{HAN}\w·\s,、|/]{{0,40}}"
    r"|(?:没有|暂无|\d{1,4}\s?条)评论\s?:?"
    r"|(?:免责|版权|郑重|特别|转载)(?:声明|说明|提示|提醒)\s{0,2}:.{0,60}"
    r"|(?:(?:打印|列印|电邮|友善列印|转寄|关闭|收藏|分享|纠错|举报|返回|顶部|首页|投稿|评论|点赞|复制链接|我要)(?:本页|本文|窗口|顶部|首页|到|评论|纠错)?[\s|/·_-]{0,4}){1,6}:?"
    rf"|[{HAN}]{{0,2}}(?:公网安备|icp[备证])[\s\d号\-]{{4,30}}"
    r"|(?:微信|手机|用)?扫一扫(?:二维码|上方|下方|在手机|手机|微信|关注|分享|打开|下载|加).{0,20}|(?:长按|扫描)?(?:上方|下方|左侧|右侧)?(?:识别|扫描)?二维码.{0,20}"
)
# 关注青石网, 点蓝字关注我们, 手机扫码看资讯, 青石网版权所有. Must not match 关注农村网络建设.
_ASKS = re.compile(
    rf"(?:请|欢迎)?(?:点击?|长按|猛戳)\s?(?:上方|下方|上面|左上角)?蓝[字色].{{0,16}}|(?:欢迎|请|一键)?关注(?:[{HAN}]{{1,8}}(?:新闻网|(?<![联电路管渔])网|客户端|微博|微信|公众号)|我们|微博|微信)"
    rf"|(?:手机|微信)?扫码(?:阅读|看|听|读|关注|下载|进入|分享|查看|体验|加入).{{0,16}}|[{HAN}a-z]{{2,14}}版权所有|手机[{HAN}]{{2,4}}网"
)
# 1.媒体来源:某报, 4.完整新闻内文:, as forums ask that a report be passed on. The title among them is a headline.
_PASSED_ON = re.compile(rf"\d\s?\.\s?(?:媒体来源\s?:.{{0,20}}|完整新闻(?:内文|连结).{{0,50}}|备注\s?:[{HAN}]{{0,12}})")
# Facebook Twitter EMail 转发 打印: where a text can be sent. One such word alone may be a name.
_SHARED = re.compile(
    r"(?:(?:facebook|twitter|linkedin|pinterest|whatsapp|wechat|weibo|telegram|instagram|plurk|line|e-?mail|logo"
    r"|转发|转寄|打印|列印|分享|微信|微博|脸书|推特|复制链接)[\s|/·,_-]{0,4}){2,24}"
)
_LONGEST_SHARED = 120
_BRACKETS = " \t\u3000()[]【】〔〕<>|"
_HAS_FOOT = re.compile(
    rf"[{HAN}]{{0,2}}公网安|[{HAN}]?icp|[列电友编审校责发字浏阅点访查来源没暂稿出关标分栏免版郑特转打收纠举返首投评复我扫识长微录上供推小本网执值文图新初终一二三四监统签信内资手用复t点请欢猛一]|[{HAN}a-z]{{2,14}}版权所有"
)


def is_web_foot(folded: str) -> bool:
    """Return whether a line (folded) is one of those, in brackets or without."""
    bare = folded.strip(_BRACKETS)
    if bare[:1].isdigit():
        return len(bare) <= LONGEST and _PASSED_ON.fullmatch(bare) is not None
    if len(bare) <= _LONGEST_SHARED and _SHARED.fullmatch(bare):
        return True
    if not bare or len(bare) > LONGEST or not _HAS_FOOT.match(bare):
        return False
    bare = bare.replace("】【", " ").replace("][", " ").removeprefix("纠错 ")
    return (_FOOT.fullmatch(bare) or _ASKS.fullmatch(bare)) is not None
