"""What a web site says to its readers around a text: of rights, of itself, of the browser, accounts and privacy.

A notice is told by what it does, and that it speaks of this site or to its reader: 本站不代表其观点,
您的浏览器版本过低. A text about such things has only the words: 他的浏览器打不开网页, 会员登录系统昨日升级.
"""

from __future__ import annotations

import re
from typing import Final

from worker.lexicon.characters import HAN
from worker.parsing.patterns.hints import hint, may_hold

LONGEST: Final = 240  # characters of a notice: a few sentences
_LONGEST_ASK: Final = 100  # of a line that asks to follow, load or join
_MOST_SENTENCES: Final = 6
_SITE: Final = r"(?:本(?:网站?|站|平台|页面?|客户端|公众号)(?!讯|记者|消息|电)|我们的?网站)"
_TEXT: Final = (
    r"(?:本文|此文|该文|文中|文章|以上内容|上述内容|所有内容|本刊|本报|图片|内容|资讯|文字|素材|作品|信息|评论|留言)"
)
_MAY_NOT: Final = r"(?:不得|不许|请勿|切勿|谢绝|严禁|禁止|必究)"
# Each needs a word for the site or for its reader beside what is said of rights, views and liability.
_RIGHTS: Final = re.compile(
    rf"(?:{_SITE}|{_TEXT})[^。]{{0,60}}?(?:(?:未经|非经|不经|严禁未经)[^。]{{0,14}}?(?:授权|许可|同意|允许)[^。]{{0,10}}{_MAY_NOT}"
    r"|严禁未经授权|(?:如有|若有|如|有)(?:任何)?侵(?:犯|权)[^。]{0,24}(?:联[系络]|来[信电]|告知|删除)"
    r"|(?:版权|著作权)归[^。]{1,20}所有)"
    rf"|^[(\[【※*]?\s?(?:版权|著作权)(?:所有|归)[^。]{{0,16}}?[\s,!][^。]{{0,10}}(?:{_MAY_NOT}|侵权)"
    r"|(?:版权|著作权)归[^。]{1,16}所有[^。]{0,10}(?:侵权|转载)"
    rf"|^[(\[【※*]?\s?(?:未经|非经)[^。,]{{0,14}}(?:授权|许可|同意|允许)[^。]{{0,10}}{_MAY_NOT}[^。]{{0,14}}[。!)】]?$"
    rf"|[{HAN}]{{2,12}}版权所有\s{{1,2}}未经[^。]{{2,12}}{_MAY_NOT}[^。]{{0,6}}$"
    rf"|版权所有[。,\s]{{1,3}}(?:未经|非经)[^。]{{2,8}}{_MAY_NOT}[^。]{{0,8}}(?:转载|镜像|复制|摘编)"
    rf"|^[{HAN}]{{2,14}}\s{{1,2}}[a-z0-9./:-]{{4,40}}\s{{1,2}}版权所有。?$|^对此(?:概|均)?不承担任何[^。,]{{0,10}}责任。?$"
    r"|^(?:根据|依据|按照)《[^》]{0,14}著作权法》[^。]{0,80}未经"
    rf"|(?:{_SITE}|本[网站刊报])(?!讯|记者|消息|电)[^。]{{0,40}}(?:真实性|准确性|合法性)[^。]{{0,24}}负责"
    r"|(?:如需|获取|申请)[^。]{0,10}授权[^。]{0,6}(?:请|联系)|(?:转载|发现)[^。]{0,30}(?:注明(?:来源|出处)|与本(?:网站?|站|刊|报)联系|联系(?:我们|本[站网]|删除))"
    r"|[(【]?(?:本文)?(?:图片|来源|图文|素材|文字|内容)[^。]{0,24}侵权[^。]{0,12}(?:联[系络]|删除|告知)"
)
_VIEWS: Final = re.compile(
    rf"(?:{_SITE}|{_TEXT}|网友|用户|作者|平台)[^。]{{0,40}}?(?:不代表|并?不表明|不等于|与[^。]{{0,8}}无关)[^。]{{0,10}}(?:{_SITE}|本[网报刊社台]|平台|立场|观点)"
    rf"|(?:{_TEXT}|网友|用户)[^。]{{0,30}}?(?:仅|只)(?:供其表达|代表)[^。]{{0,6}}(?:作者|个人|网友|该)[^。]{{0,8}}(?:观点|看法|意见|立场)"
    rf"|(?:{_SITE}|{_TEXT}|平台)[^。]{{0,60}}?不构成[^。]{{0,20}}(?:建议|要约|意见|依据)"
    rf"|(?:{_SITE}|本平台|平台)[^。]{{0,8}}(?:仅|只)(?:为|提供|是)[^。]{{0,10}}(?:信息|资讯|讯息)[^。]{{0,6}}(?:存储|发布|平台|服务)"
    r"|据此(?:操作|入市|投资)[,\s]{0,2}风险自[担负]"
)
_READER: Final = re.compile(
    # The browser and what it is to show.
    r"(?:不支[持援](?:[您你]|此|该|当前)[^。]{0,10}浏览器|[您你](?:的|正?使用的?|目前)[^。]{0,10}浏览器[^。]{0,16}(?:不支[持援]|版本|过[低旧]|太[低旧]|升级|更新|开启|启用)"
    r"|(?:请|建议)[^。]{0,20}浏览器[^。]{0,6}版本"
    r"|(?:请|建议)使用[^。]{0,30}(?:浏览器|分辨率)[^。]{0,12}(?:浏览|访问|观看|阅读|本站)|^your browser"
    # A paper sent by mail: 无法正常浏览内容,请按这里线上阅读.
    r"|^[★☆※*\s]{0,3}(?:若|如|如果)?[您你]?(?:无法|不能)(?:正常)?(?:浏览|显示|阅读|观看|查看)[^。]{0,16}请?(?:按|点|点击|点选)(?:此|这里|此处)"
    r"|已收藏!?[您你]可|请?(?:先)?(?:订阅|登[录入陆])(?:或|后|并)[^。]{0,8}(?:继续)?(?:阅读|观看)(?:全文|本文)"
    r"|(?:请|建议)[^。,]{0,8}更新[^。,]{0,10}浏览器)"
    # What a part of the page says that has not come yet.
    r"|(?:加载|载入)中[,。\s]{0,2}请稍[候等后]"
    r"|^[^。,]{0,8}(?:加载|载入)(?:中|失败)?(?:,?请(?:稍[候等后]|重试|刷新))?[。.…!]{0,3}$"
    r"|长时间(?:无|没有|未)(?:响应|反应)[^。]{0,4}刷新"
    # Cookies and privacy.
    rf"|(?:{_SITE}|我们|继续(?:浏览|使用))[^。]{{0,30}}(?:cookies?|隐私)[^。]{{0,40}}(?:同意|体验|政策|规范|设定|了解)"
    r"|(?:同意|了解|接受)(?:[您你]|我们|本)[^。]{0,10}(?:的|之)?(?:隐私|cookie)"
    r"|隐私(?:权|条款|政策|声明)?[^。]{0,20}(?:[您你]|代表)[^。]{0,6}同意|[您你]同意(?:我们|本[站网]|上述规范)"
    # Accounts and forms.
    r"|(?:登[录入陆]|注册|加入|成为)[^。]{0,8}会员[^。]{0,12}(?:即可|可享|解锁|每月可?|免费)|会员(?:登[录入陆])?(?:即可|可享)(?:享|阅读|免费|每月|继续)|(?:登[录入陆]|注册)(?:后|会员)?即可(?:阅读|继续|观看|解锁)"
    r"|(?:电子邮[件箱]|邮箱|信箱)地址(?:将)?不会(?:被)?公开|必填(?:栏位|项目?|字段)[^。]{0,4}(?:标[示记注]|用\*|为\*|已)"
    r"|(?:发表|发布|提交)(?:评论|留言)[^。]{0,6}(?:前请|请先|须先|必须|需要)|(?:评论|留言)须?经?[^。]{0,6}审核(?:后|通过)[^。]{0,6}(?:公开|显示|发布)"
    r"|请自觉遵守[^。]{0,24}(?:法规|法律|规定)|[您你]访问的(?:链接|网[站址])即将离开|[您你](?:看到|觉得|认为)(?:此|这)篇文章"
    r"|如有(?:任何)?(?:问题|疑问|查询)[^。]{0,6}(?:欢迎|请)[^。]{0,6}(?:电邮|来[信电]|联[系络]|致电)"
)
# Licences and records, told by the number or by the word at the head.
_LICENCE: Final = re.compile(
    r"(?:[(【]?(?:互联网|信息网络|网络传播|增值电信|广播电视|出版物|网站|icp|公网|国新网|违法(?:和|及|与)?不良|涉未成年|举报|新闻从业)[^。,]{0,24}?"
    r"(?:许可证|备案号?|标识码|举报(?:电话|邮箱|热线|中心)|监督电话|证书|编号)[^。]{0,60}"
    r"|技术支持\s?:[^。,]{2,30}"
    r"|(?:©|\(c\))\s?\d{4}.{0,200}|[^。]{0,140}(?:copyright|©\s?(?:19|20)\d\d|all rights? reserved)[^。]{0,80}"
    # what a portal declares of its users' texts, in its second language
    r"|notice\s?:\s?the (?:above )?content[^。]{10,220})"
)
# ★加入好友 追踪即时新闻, 立即下载客户端, 想看更多新闻吗: the whole line asks the reader for something.
_ASKS: Final = re.compile(
    r"[★☆※▲▼◎●■→>*\s]{0,4}(?:(?:更多|想看|想知道|欲知)[^。]{0,16}(?:资讯|新闻|精彩|内容|报道)[^。]{0,16}(?:下载|关注|订阅|追踪|加入|请|点|app|客户端)"
    r"|更多(?:精彩)?(?:资讯|新闻|内容)请?[^。]{0,12}(?:下载|关注|订阅|登录)[^。]{2,24}。.{0,60}"
    r"|(?:立即|马上|赶快|快来|欢迎|一键|请)(?:免费)?(?:下载|订阅|追踪|加入|关注|按赞)[^。]{0,24}(?:app|客户端|line|youtube|facebook|脸书|频道|粉丝专?页|好友|电子报|公众号|群组|微博|微信)"
    r"|加入[^。]{0,8}line(?:好友|[,\s])|点我(?:加入|下载|看|订阅|追踪)|(?:请继续往下阅读|不用抽\s?不用抢)"
    r"|(?:点击|扫描|长按|戳|猛戳)(?:上方|下方|上面|左上角)?[“《【]?[^。]{0,12}[”》】]?(?:关注我们|二维码(?:关注|下载))|喜欢此内容的人还喜欢|你(?:可能|也许)(?:也想看|还喜欢|感兴趣)|大家都在看)[^。]{0,40}[。!]?"
)
# ※ what papers add to reports of drinking and of suicides.
_WARNS: Final = re.compile(
    r"[※◎★●*]{1,2}\s{0,2}[^。]{0,24}?(?:饮酒(?:过量)?|喝酒|酒后|酒驾|吸烟|未满18|未成年|自杀|求救|珍惜生命|生命线|安心专线|勇敢)[^。]{0,60}[。!]?"
)
# 更多新闻: 青石换上新水管: the title of another text.
_POINTS_ON: Final = re.compile(
    r"[(【▲▼➤►>▶\s]{0,3}(?:更多新闻|更多报道|延伸阅读|相关新闻|推荐阅读|相关报道|相关阅读|相关文章|相关连结|其他新闻|看更多)[)】\s]{0,2}[:|/>]{1,2}\s?[^。]{4,60}"
)
# · 老桥今日通车 2010-06-10 09:20: a title of another text and its day, in a list.
_DATED_LINK: Final = re.compile(
    r"[·•>»▪■◆-]\s{0,2}[^。]{4,50}?\s\(?(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s\d{1,2}:\d\d(?::\d\d)?)?\)?"
)
_STARS: Final = frozenset("※◎★●*")
# Every part of the hints begins with a letter, none with a class or an option: then only those letters are looked at,
# which takes a tenth of the time.
_HINT_WORDS: Final = (
    "不承担任何|无法|不能|收藏|更多|延伸阅读|相关|推荐|本网|本站|本平|本页|版权|著作权|转载|侵权|未经|"
    "非经|观点|立场|看法|无关|不构成|建议|平台|风险自|浏览器|browser|cookie|隐私|会员|登录|登入|登陆|地址|"
    "必填|评论|留言|自觉遵守|访问的|篇文章|如有|许可证|备案|标识码|举报|技术支持|copyright|©|rights|"
    "notice|下载|订阅|追踪|加入|关注|点我|往下阅读|此内容|不用抽|加载|载入|刷新|你可能|大家都在|※|◎|★|"
    "*"
)
_HINT: Final = re.compile(_HINT_WORDS.replace("*", r"\*"))
_HINTED: Final = hint(_HINT_WORDS.split("|"))
# What every match of _READER, of _RIGHTS and of _VIEWS holds.
_READER_HINT: Final = re.compile(
    r"浏览器|分辨率|browser|按(?:此|这里)|点[击选]?(?:此|这里)|已收藏|阅读(?:全文|本文)|观看(?:全文|本文)|加载|载入|刷新|cookie|隐私|您同意|你同意|会员"
    r"|即可(?:阅读|继续|观看|解锁)|不会(?:被)?公开|必填|发表(?:评论|留言)|发布(?:评论|留言)|提交(?:评论|留言)|审核|自觉遵守|访问的(?:链接|网)|此篇文章|这篇文章|如有(?:任何)?(?:问题|疑问|查询)"
)
_RIGHTS_HINT: Final = re.compile(r"真实性|准确性|合法性|责任|授权|版权|著作权|侵权|侵犯|未经|非经|不经|转载|发现")
_VIEWS_HINT: Final = re.compile(r"不表明|不等于|无关|供其表达|代表|不构成|据此|仅为|仅提供|仅是|只为|只提供|只是")
_DOTS, _DATE_ENDS = frozenset("·•>»▪■◆-"), frozenset("0123456789)")
_SAID: Final = frozenset("“「『")


def is_site_notice(folded: str) -> bool:
    """Return whether a line (folded) is a site's word to its readers. Source: web editions read for this project."""
    if folded[-1:] in _DATE_ENDS and folded[0] in _DOTS:
        return _DATED_LINK.fullmatch(folded) is not None
    if not _may_be_one(folded):
        return False
    if _asks(folded) or _LICENCE.fullmatch(folded):
        return True
    quoted = folded[0] in _SAID
    return not quoted and (_tells_rights(folded) or _tells_views(folded))


def _tells_rights(folded: str) -> bool:
    return _RIGHTS_HINT.search(folded) is not None and _RIGHTS.search(folded) is not None


def _tells_views(folded: str) -> bool:
    return _VIEWS_HINT.search(folded) is not None and _VIEWS.search(folded) is not None


def asks_reader(folded: str) -> bool:
    """Return whether a line (folded) asks its reader to do something, or points on: so sites print amid a text as well.

    Must not match what closes a text: rights, views, licences.
    """
    return _may_be_one(folded) and _asks(folded)


def _may_be_one(folded: str) -> bool:
    if not may_hold(folded, _HINTED) or len(folded) > LONGEST:
        return False
    return folded.count("。") <= _MOST_SENTENCES and _HINT.search(folded) is not None


def _asks(folded: str) -> bool:
    if len(folded) <= _LONGEST_ASK and (
        _ASKS.fullmatch(folded) or (folded[0] in _STARS and _WARNS.fullmatch(folded)) or _POINTS_ON.fullmatch(folded)
    ):
        return True
    return folded[0] not in _SAID and _tells_reader(folded)


def _tells_reader(folded: str) -> bool:
    return _READER_HINT.search(folded) is not None and _READER.search(folded) is not None
