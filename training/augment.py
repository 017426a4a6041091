"""Makes training text: today's sentences from templates, and corpus lines with their names exchanged.

A tagger that saw only January 1998 would know its names by heart; exchanged names teach it to look at the context, and
the templates bring the offices, positions and phrases of today.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

from training.corpus import ORGANIZATION, PERSON, PLACE, Entity, Line
from worker.enrichment.lexicons import DATA
from worker.enrichment.words import package_file
from worker.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_SLOT = re.compile(r"\{(.)\}")
_SUFFIX = re.compile(r"(?:特别行政区|自治区|自治州|自治县|新区|[省市县区旗州盟])$")
_POSITIONS = (
    "区委书记 市委书记 县委书记 区委副书记、区长 市长 副市长 县长 区长 副区长 副县长 区委常委 市委常委、组织部部长 区政协主席 区人大常委会主任 "
    "党工委书记 管委会主任 主任 副主任 局长 副局长 党组书记、局长 院长 副院长 校长 会长 秘书长 董事长 总经理 厂长 站长 所长 社区党委书记 "
    "村党支部书记 村委会主任 村支书 镇长 街道办事处主任 科长 处长 支队长 大队长 队长 组长 记者 负责人 党委书记 副书记 总工程师 首席专家 "
    "理事长 主席 副主席 部长 副部长 省长 省委书记 总书记 总理 国务委员 外交部发言人 工程师 讲解员 教练 领队"
).split()
_OFFICES = (
    "生态环境局 市场监管局 规划和自然资源局 农业农村局 农业农村委 住房城乡建委 住建委 卫生健康委 卫健委 文化旅游委 文旅局 教委 教育局 发展改革委 "
    "发改委 经济信息委 应急管理局 城市管理局 人力社保局 民政局 司法局 财政局 审计局 水利局 林业局 交通局 商务委 科技局 公安局 交巡警支队 "
    "退役军人事务局 医保局 统计局 信访办 河长办 大数据局 政务服务中心 融媒体中心 疾控中心 气象局 税务局 消防救援支队 档案馆 文化馆 图书馆 "
    "总工会 妇联 团委 工商联 红十字会 残联 科协 文联 人民法院 人民检察院 人大常委会 政协 纪委监委 纪委 委组织部 委宣传部 委统战部 委政法委"
).split()
_TRADES = (
    "科技 电子 生物医药 新能源 环保 农业发展 文化传媒 建筑工程 物流 智能装备 汽车 食品 旅游开发 光电 半导体 材料 机械制造 网络 信息技术 实业 "
    "城市建设投资 水务 置业 服饰 医疗器械"
).split()
_FIRMS = "有限公司 有限公司 有限责任公司 股份有限公司 集团 集团有限公司 公司".split()
_SCHOOLS = "大学 理工大学 师范大学 职业技术学院 第一中学 实验小学 人民医院 中医院 第二人民医院 医科大学附属医院 工业学院 幼儿园".split()
_NATIONAL = (
    "国家发展改革委 生态环境部 农业农村部 工业和信息化部 自然资源部 教育部 文化和旅游部 国家卫生健康委 应急管理部 国家税务总局 国家市场监督管理总局 "
    "中国人民银行 中国科学院 中国工程院 中国作家协会 中国红十字会 中国银行 中国农业银行 国家电网 中国移动 中国铁路总公司 国家气象中心 中央气象台 "
    "清华大学 北京大学 复旦大学 浙江大学 南京大学 世界卫生组织 欧盟委员会 国际奥委会 中国足协 华为 比亚迪 阿里巴巴 腾讯公司 中央纪委国家监委 "
    "最高人民法院 最高人民检察院 全国人大常委会 全国政协 国务院 党中央 中共中央 新华社 中央广播电视总台 退役军人事务部 国务院办公厅"
).split()
_VILLAGES = "镇 镇 镇 乡 村 村 社区 街道 古镇 街道 坝 岭 沟 湾 山 湖".split()
_PLACE_CHARACTERS = (
    "金龙石水天清白青长大南北东西江河湖山溪泉林松柳桥塘湾坪坝沟岩崖岭坡田井观寺塔桂兰梅竹杨槐柏双三九新古平安永兴和太福寿云月星明光"
    "静澄童柳施东阳复转蔡歇马偏胜鱼鸡凤凰虎狮牛羊马龟麒麟土黄红紫蓝玉银铜铁沙高陈王李张刘家"
)


_JAPANESE = (
    "田中 山本 中村 小林 佐藤 铃木 高桥 渡边 伊藤 加藤 吉田 山田 佐佐木 山口 松本 井上 木村 清水 斋藤 村山 小泽 桥本 安倍 岸田 石破 福田 小泉 麻生 宫泽 竹下 中曾根 "
    "大平 三木 池田 菅野 河野 武田 松下 本田 丰田 羽田 细川 森田 原田 石川 前田 藤田 冈田 长谷川 村上 近藤 坂本 远藤 青木 藤井 西村 太田 三浦 藤原 松田 中岛 中野 野村"
).split()
_JAPANESE_GIVEN = (
    "一郎 太郎 次郎 健 健一 裕子 真衣 孝夫 富市 龙太郎 惠三 喜朗 纯一郎 晋三 文雄 由美子 幸子 和子 美智子 正雄 洋平 直树 大辅 翔太 结衣 爱 明 诚 浩二 博 实 茂 隆 亮 拓也 宏一 良夫 光雄 道彦"
).split()
_TIBETAN = (
    "扎西 次仁 卓玛 多吉 尼玛 旺堆 索朗 丹增 格桑 达瓦 平措 仁青 央金 拉姆 罗布 巴桑 顿珠 洛桑 贡布 才让 桑吉 旦增 白玛 德吉 强巴 边巴 阿旺 嘎玛 次旦 普布 热地 赤列 群培 加央"
).split()
_UYGHUR = (
    "买买提 阿不都 艾力 吐尔逊 古丽 热依木 库尔班 玉素甫 阿依古丽 帕提古丽 努尔 艾山 卡德尔 司马义 铁木尔 艾买提 吾甫尔 热合曼 依明 巴哈尔 哈斯木 达吾提 阿迪力 木拉提 沙塔尔"
).split()


class Names:
    """Draws names from the installed dictionaries: surnames by rank, given names and foreign names as jieba has them."""

    def __init__(self, source: random.Random) -> None:
        self._random = source
        singles, self._compound = _surnames()
        self._surnames = singles
        self._weights = [1 / (rank + 6) for rank in range(len(singles))]
        self._given, self._foreign = _dictionary_names(set(singles))
        rows = [line.split("\t") for line in (DATA / "regions.tsv").read_text(encoding="utf-8").splitlines()]
        self._divisions = [row[-1] for row in rows if row[-1]]

    def person(self) -> str:
        """Return a Chinese name of two, three or (compound surname) four characters."""
        draw = self._random
        given = draw.choice(self._given)
        if draw.random() < 0.3:  # noqa: PLR2004 - the share of two-character names
            given = draw.choice(given)
        if draw.random() < 0.03:  # noqa: PLR2004
            return draw.choice(self._compound) + given
        if draw.random() < 0.25:  # noqa: PLR2004 - rare surnames must be learned too
            return draw.choice(self._surnames) + given
        return draw.choices(self._surnames, self._weights)[0] + given

    def foreign(self) -> str:
        """Return a transliterated name, one in three with its middle point."""
        parts = [self._random.choice(self._foreign) for _ in range(self._random.choice((1, 1, 2)))]
        return "·".join(parts)

    def neighbour(self) -> str:
        """Return a Japanese, Tibetan or Uyghur name."""
        draw = self._random
        form = draw.random()
        if form < 0.5:  # noqa: PLR2004 - half of them Japanese, one in five of those the surname alone
            return draw.choice(_JAPANESE) + (draw.choice(_JAPANESE_GIVEN) if draw.random() < 0.8 else "")  # noqa: PLR2004
        if form < 0.8:  # noqa: PLR2004
            return draw.choice(_TIBETAN) + (draw.choice(_TIBETAN) if draw.random() < 0.75 else "")  # noqa: PLR2004
        return draw.choice(_UYGHUR) + ("·" + draw.choice(_UYGHUR) if draw.random() < 0.6 else "")  # noqa: PLR2004

    def place(self) -> str:
        """Return an administrative division, at times without its suffix."""
        name = self._random.choice(self._divisions)
        bare = _SUFFIX.sub("", name)
        return bare if len(bare) > 1 and self._random.random() < 0.4 else name  # noqa: PLR2004

    def township(self) -> str:
        """Return a made-up township, village or street."""
        length = self._random.choice((1, 2, 2, 2))
        stem = "".join(self._random.choice(_PLACE_CHARACTERS) for _ in range(length))
        return stem + self._random.choice(_VILLAGES)

    def office(self) -> str:
        """Return a local office as a local paper writes it: 区生态环境局."""
        return self._random.choice("区区区市县省") + self._random.choice(_OFFICES)

    def organization(self) -> str:
        """Return an office with its place, a firm, a school or a national body."""
        draw = self._random
        form = draw.random()
        if form < 0.25:  # noqa: PLR2004
            return draw.choice(_NATIONAL)
        if form < 0.5:  # noqa: PLR2004
            return draw.choice(self._divisions) + draw.choice([office for office in _OFFICES if office[0] != "委"])
        if form < 0.6:  # noqa: PLR2004
            return self.office()
        if form < 0.75:  # noqa: PLR2004
            return self.place() + draw.choice(_SCHOOLS)
        brand = draw.choice(self._given)
        return (self.place() if draw.random() < 0.6 else "") + brand + draw.choice(_TRADES) + draw.choice(_FIRMS)  # noqa: PLR2004

    def position(self) -> str:
        """Return a position as it stands before a name."""
        return self._random.choice(_POSITIONS)


def _surnames() -> tuple[list[str], list[str]]:
    text = (DATA / "surnames.txt").read_text(encoding="utf-8")
    names = [name for line in text.splitlines() if not line.startswith("#") for name in line.split()]
    unique = list(dict.fromkeys(names))
    return [name for name in unique if len(name) == 1], [name for name in unique if len(name) > 1]


def _dictionary_names(surnames: set[str]) -> tuple[list[str], list[str]]:
    given, foreign = [], []
    for line in package_file("jieba", "dict.txt").read_text(encoding="utf-8").splitlines():
        word, _, tag = line.split(" ")
        if tag == "nr" and len(word) == 3 and word[0] in surnames:  # noqa: PLR2004
            given.append(word[1:])
        elif tag == "nrt" and 2 <= len(word) <= 6:  # noqa: PLR2004
            foreign.append(word)
    return given, foreign


def generate(count: int, names: Names, source: random.Random) -> list[Line]:
    """Return ``count`` lines made from the templates."""
    text = (Path(__file__).parent / "templates.txt").read_text(encoding="utf-8")
    templates = [line for line in text.splitlines() if line and not line.startswith("#")]
    slots: dict[str, tuple[int, Callable[[], str]]] = {
        "人": (PERSON, names.person),
        "外": (PERSON, names.foreign),
        "地": (PLACE, names.place),
        "镇": (PLACE, names.township),
        "机": (ORGANIZATION, names.organization),
        "局": (ORGANIZATION, names.office),
        "职": (0, names.position),
    }
    return [_fill(source.choice(templates), slots) for _ in range(count)]


def _fill(template: str, slots: dict[str, tuple[int, Callable[[], str]]]) -> Line:
    text = ""
    entities: list[Entity] = []
    for number, part in enumerate(_SLOT.split(template)):
        if number % 2:
            kind, draw = slots[part]
            name = draw()
            if kind:
                entities.append((len(text), len(text) + len(name), kind))
            text += name
        else:
            text += part
    return Line(fold(text), tuple(entities))


def exchange(lines: Iterable[Line], names: Names, source: random.Random) -> list[Line]:
    """Return the lines that name people or places, with those names exchanged, the same one for the same one."""
    return [
        _exchange(line, names, source) for line in lines if any(kind != ORGANIZATION for _, _, kind in line.entities)
    ]


def _exchange(line: Line, names: Names, source: random.Random) -> Line:
    chosen: dict[str, str] = {}
    text = ""
    at = 0
    entities: list[Entity] = []
    for start, end, kind in line.entities:
        name = line.text[start:end]
        if name not in chosen:
            chosen[name] = _other(name, kind, names, source)
        text += line.text[at:start]
        entities.append((len(text), len(text) + len(chosen[name]), kind))
        text += chosen[name]
        at = end
    return Line(text + line.text[at:], tuple(entities))


def _other(name: str, kind: int, names: Names, source: random.Random) -> str:
    if kind == PERSON:
        if len(name) <= 3:  # noqa: PLR2004 - foreign names keep their longer form
            draw = source.random()
            return fold(names.person() if draw < 0.86 else names.neighbour() if draw < 0.94 else names.foreign())  # noqa: PLR2004
        return fold(names.foreign() if source.random() < 0.8 else names.neighbour())  # noqa: PLR2004
    if kind == PLACE and source.random() < 0.5:  # noqa: PLR2004 - countries and rivers have their own contexts: keep half
        return fold(names.place() if name[-1] in "省市县区州" or source.random() < 0.5 else names.township())  # noqa: PLR2004
    return name


def augmented(lines: Sequence[Line], *, generated: int, seed: int = 7) -> list[Line]:
    """Return the lines, their exchanged copies and generated ones."""
    source = random.Random(seed)
    names = Names(source)
    return [*lines, *exchange(lines, names, source), *generate(generated, names, source)]
