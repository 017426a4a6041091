"""What a site says to its readers is no text, wherever it stands; a text about such things is one."""

from __future__ import annotations

import pytest

from worker.document.source import SourceText
from worker.folding import fold
from worker.parsing import parse_issue
from worker.parsing.recognizers.sites.notices import asks_reader, is_site_notice

ASKS = [
    "抱歉，您目前的瀏覽器版本過低，請升級。",
    "為求最佳瀏覽效果，請更新您的瀏覽器版本。",
    "建议使用1280×720分辨率浏览本站",
    "本網站使用 Cookie，繼續瀏覽即代表您同意我們的政策。",
    "請同意我們的隱私權政策，才能收聽新聞。",
    "登入會員即可閱讀全文",
    "付費會員即可享每月十篇",
    "您的电子邮箱地址不会被公开。必填项已用*标注",
    "发表评论前请先登录",
    "调查问题加载中，请稍候。",
    "若长时间无响应，请刷新本页面",
    "留言須經審核後才會公開",
    "请自觉遵守互联网相关法规，文明上网。",
    "您访问的链接即将离开青石门户网站，是否继续？",
    "如有任何疑問，歡迎電郵至 a@b.cn 查詢。",
    "★加入LINE好友 追蹤青石新聞",
    "立即下載《青石日報》App",
    "想看更多新聞嗎？歡迎下載青石新聞APP",
    "更多精彩资讯请下载“青石新闻”客户端。未经授权请勿转载，欢迎提供线索。",
    "喜欢此内容的人还喜欢",
    "※提醒您：飲酒過量，有礙健康",
    "◎喝酒不開車，開車不喝酒",
    "更多新聞：青石鎮換上新水管",
    "★ 無法正常瀏覽內容，請按這裡線上閱讀",
    "如無法正常顯示圖片,請點此",
]
CLOSES = [
    "Notice: The content above (including the pictures if any) is uploaded by a user of a platform.",
    "松溪网 http://www.example.com 松溪日报社版权所有。未经许可，不得转载或镜像。 地址：松溪县老街九号 邮编：137000",
    "本網站內容非經授權不得轉載。",
    "严禁未经授权转载本网站内容。本网站内容，未经书面许可，不得使用。",
    "版权归原作者所有，如有侵权请联系我们",
    "图片来源于网络，如有侵权请联系删除",
    "转载请注明来源：青石网",
    "版權所有，請勿翻攝",
    "网友评论仅供其表达个人看法，并不表明本网立场。",
    "以上内容由用户上传，本平台仅提供信息存储服务。",
    "文章内容仅供阅读，不构成投资建议。",
    "据此操作，风险自担",
    "互联网新闻信息服务许可证：12345",
    "违法和不良信息举报电话：010-12345678",
    "Copyright © 2020 青石网 All Rights Reserved",
]
TEXTS = [
    "他家的浏览器打不开网页，一直提示升级。",
    "这本书由他版权所有。未经多年打磨，不会有今天的样子。",
    "渔船在码头装载中，请稍候的司机排成长队。",
    "柳禾青把全县纪录刷新了两秒，长时间无人能及。",
    "新规要求网站在使用Cookie之前征得用户同意。",
    "会员登录系统昨日升级，市民排起长队。",
    "法院认定被告未经许可转载他人作品，判赔两万元。",
    "著作权归作者所有，这是法律写明的。",
    "专家的看法并不代表官方。",
    "“未经授权，不得转载本站内容。”这句话写在网页最下面。",
    "评论区里，居民对换水管的事议论纷纷。",
    "镇里欢迎居民下载新版办事软件。",
    "下载客户端先看清条款",
    "酒后驾车酿事故",
    "喝酒不开车，他坚持了二十年。",
    "青石镇更多新闻正在路上",
    "许可证：一张纸的三十年",
    "平台提供的信息不准确，居民白跑一趟。",
    "如有问题，居民可以到镇里查询。",
    "关注农村用水安全",
    "◎工人在街口接水管",
    "你可能不知道的青石镇",
]


@pytest.mark.parametrize("line", ASKS)
def test_what_is_asked_of_readers(line: str) -> None:
    assert asks_reader(fold(line))
    assert is_site_notice(fold(line))


@pytest.mark.parametrize("line", CLOSES)
def test_what_closes_a_text_is_a_notice_and_asks_nothing(line: str) -> None:
    assert is_site_notice(fold(line))
    assert not asks_reader(fold(line))


@pytest.mark.parametrize("line", TEXTS)
def test_a_text_about_such_things(line: str) -> None:
    assert not is_site_notice(fold(line))


HEADLINE = "青石镇换上新水管"
PARAGRAPHS = (
    "青石镇昨日起给全镇三千户居民换水管,工程在入冬以前完成。镇里的负责人说,工程分三期。",
    "家住河边的老人说,过去夏天水里有味道,现在可以放心喝了。",
    "工程花了两千万元,省里和镇里各出一半,明年轮到周边六个村。",
)


@pytest.mark.parametrize("line", ASKS)
@pytest.mark.parametrize("at", [0, 3, 5])
def test_it_parts_no_report_and_stands_in_none(line: str, at: int) -> None:
    lines = [HEADLINE, "2020-06-11 08:15 来源:青石日报", *PARAGRAPHS]
    lines.insert(at, line)
    (article,) = parse_issue(SourceText("\n".join(lines), "utf-8")).articles
    assert article.headline == HEADLINE
    assert article.paragraphs == PARAGRAPHS


@pytest.mark.parametrize("line", CLOSES)
@pytest.mark.parametrize("at", [0, 5])
def test_what_closes_stands_in_none(line: str, at: int) -> None:
    lines = [HEADLINE, "2020-06-11 08:15 来源:青石日报", *PARAGRAPHS]
    lines.insert(at, line)
    (article,) = parse_issue(SourceText("\n".join(lines), "utf-8")).articles
    assert article.headline == HEADLINE
    assert article.paragraphs == PARAGRAPHS
