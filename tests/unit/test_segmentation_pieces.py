"""Where a printed line may be cut: wherever a caption, a credit or a source line may begin, and never within one."""

from __future__ import annotations

import pytest

from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.pieces import cut_lines


def pieces_of(text: str) -> list[str]:
    return [piece.text for piece in cut_lines(visible_lines(text))]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        # a caption, its credit in brackets, a reporter's source line
        ("工人在接管子。(記者柳禾青攝) 記者柳禾青∕松溪報導 青石鎮換上新水管。", ["(記者柳禾青攝)", "記者柳禾青∕松溪"]),
        (
            "工人在接管子。(青石鎮公所提供) 記者柳禾青/松溪報導 青石鎮換上新水管。",
            ["(青石鎮公所提供)", "記者柳禾青/松溪"],
        ),
        # who wrote, what was done, the source line
        ("□记者柳禾青 杜小渡 通讯员章华摄影报道 晚报讯 今天上午,青石镇换上新水管。", ["晚报讯"]),
        ("本报记者柳禾青摄影报道“青石镇换上新水管。”", ["“青石镇"]),
        # a label, a headline and a source line in one line
        (
            "第1版()专栏: 青石县修成水库 灌田三万亩 本报青石7日电 记者柳禾青报道:县里修成了水库。",
            ["青石县修成", "本报青石7日电"],
        ),
        ("孩子们冲刺。本报记者杜小渡摄本报讯(记者杜小渡)昨日开学。", ["本报记者杜小渡摄", "本报讯"]),
        # a digest on one line, each item signed
        ("题一 水库修成了。 □柳禾青 题二 水管换好了。 □杜小渡", ["□柳禾青", "题二", "□杜小渡"]),
        ("水库修成了。■記者 柳禾青 題二水管換好了", ["■記者", "題二"]),
        ("水库修成了。(法新社)水管换好了。", ["水管换好了"]),
        ("青石換上新水管 ◎柳禾青 街坊都來看熱鬧", ["◎柳禾青", "街坊都來"]),
        ("水库修成了。●12月3日,水管换好了", ["●12月3日"]),
        ("水库修成了。②水管换好了", ["②水管"]),
        ("图为工人在接管子。 记者 柳禾青 摄 下一个题目", ["记者 柳禾青", "下一个题目"]),
        ("水库修成了。【明報專訊】水管換好了。", ["【明報專訊】"]),
        # a link to the rest of an excerpt, the next headline glued to it
        ("水库修成了,渠道还在挖... 详情「水管换好了」街坊都来看", ["详情", "「水管换好了」"]),
        ("水库修成了,渠道还在挖。詳全文>>", ["詳全文"]),
        ("水库修成了,渠道还在挖...[详细]", ["[详细]"]),
        ("【青石镇换上新水管】昨日,三百户人家的水龙头流出了水库的清水。", ["昨日"]),
    ],
)
def test_a_piece_may_begin(text: str, begins: list[str]) -> None:
    pieces = pieces_of(text)
    assert [any(piece.startswith(begin) for piece in pieces) for begin in begins] == [True] * len(begins)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        # who took the picture and what they did
        ("街坊都来看热闹。 柳禾青杜小渡 摄影报道", "柳禾青杜小渡 摄影报道"),
        (
            "□记者柳禾青 杜小渡 通讯员章华摄影报道 晚报讯 今天上午,青石镇换上新水管。",
            "□记者柳禾青 杜小渡 通讯员章华摄影报道",
        ),
        ("水库修成了。本报记者采访了他。", "水库修成了。本报记者采访了他。"),
        ("青石镇(松溪县)昨日下了大雪。", "青石镇(松溪县)昨日下了大雪。"),
        ("他说,新华社的消息很快,大家都信。", "他说,新华社的消息很快,大家都信。"),
        ("县里的平台叫 Hydro Cloud 上游先知道", "县里的平台叫 Hydro Cloud 上游先知道"),  # a foreign name
        ("这是7月12日拍摄的青石镇坡头村。", "这是7月12日拍摄的青石镇坡头村。"),  # a word of the caption
        # who reported belongs to the source line before
        ("青石修渠 灌田三万亩 本报讯 通讯员柳禾青报道:昨日开闸。", "本报讯 通讯员柳禾青报道:昨日开闸。"),
        ("孩子们在种树。记者柳禾青摄/视觉松江", "孩子们在种树。记者柳禾青摄/视觉松江"),  # who gave it on
        # 讯 of 通讯员 is no source line of its own
        ("松溪网讯(记者柳禾青 通讯员杜小渡)近日,水管换好了。", "松溪网讯(记者柳禾青 通讯员杜小渡)近日,水管换好了。"),
        ("【进展】昨日,三百户人家的水龙头流出了水库的清水。", "【进展】昨日,三百户人家的水龙头流出了水库的清水。"),
        ("典礼开场播放 26 组街坊拍的短片,气氛热烈。", "典礼开场播放 26 组街坊拍的短片,气氛热烈。"),  # a number set off
        ("昨日凌晨4 时许,街坊清早就来排队,面摊卖出三百碗。", "昨日凌晨4 时许,街坊清早就来排队,面摊卖出三百碗。"),
        ("老桥边是一栋6 层高的楼房,住着街坊十二户人家。", "老桥边是一栋6 层高的楼房,住着街坊十二户人家。"),
        ("周三, 07 四月 2021 10:20", "周三, 07 四月 2021 10:20"),
        ("松溪+ 2023-08-06 09:21:30", "松溪+ 2023-08-06 09:21:30"),  # an outlet beside date and time
        ("■采访团在船上拍摄黄河岸边风景", "■采访团在船上拍摄黄河岸边风景"),  # what they do
        ("中國新聞:松溪老橋 重新通車 P.7", "中國新聞:松溪老橋 重新通車 P.7"),
        ("系列报道策划:柳禾青、杜小渡 本篇统筹:葛青山", "系列报道策划:柳禾青、杜小渡 本篇统筹:葛青山"),
        ("您当前的位置 : 松溪网 > 新闻中心 > 青石", "您当前的位置 : 松溪网 > 新闻中心 > 青石"),
        ("詳情請瀏覽:水管換好了 街坊都來看", "詳情請瀏覽:水管換好了 街坊都來看"),
        ("规划的全文共四章。更多街坊来问。", "规划的全文共四章。更多街坊来问。"),
    ],
)
def test_no_piece_begins_within(text: str, whole: str) -> None:
    assert whole in pieces_of(text)


def test_what_a_credit_amid_a_text_stands_behind() -> None:
    text = "青石镇的老桥昨日重新通车,镇上的人一早就赶到河边,看第一辆公共汽车从桥上开过去,等了三年。"
    shown = "桥头的石狮子也洗干净了。"
    line = f"{text}{shown}(图/柳禾青摄){text}明年桥上还要装灯,街坊们说好了一起来看。"
    assert pieces_of(line)[:3] == [text, shown, "(图/柳禾青摄)"]
    assert pieces_of(f"{text}{shown}(图/柳禾青摄)")[0] == text + shown  # a caption and its credit may be two sentences


def test_where_a_writer_is_from_stays_with_his_name() -> None:
    assert pieces_of("青石國小五年級 ◎柳禾青 渡口的清晨總有霧。") == ["青石國小五年級 ◎柳禾青", "渡口的清晨總有霧。"]
    assert pieces_of("作者:柳禾青(松溪资讯协会)") == ["作者:柳禾青(松溪资讯协会)"]


def test_no_piece_begins_with_a_colon() -> None:
    assert pieces_of("摆渡四十年 柳老汉在渡口自豪地说 :「我还摆得动」")[-1] == "柳老汉在渡口自豪地说 :「我还摆得动」"


def test_an_advertisement_is_one_thing() -> None:
    assert pieces_of("[廣告] 請繼續往下閱讀.") == ["[廣告] 請繼續往下閱讀."]


def test_a_sign_within_the_name_of_a_work_parts_nothing() -> None:
    (line,) = visible_lines("松溪小学的毕业展《留灯•留影•留桥》昨日开幕,展出了三十件作品。")
    assert len(cut_lines([line])) == 1
    (row,) = visible_lines("老桥昨日重新通车。•河东早市下月搬家。")
    assert len(cut_lines([row])) == 2
