"""Bodies of the state, of parties, arms, arts and trade, and those abroad, each built as such names are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.today.drawer import Drawer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


_ABROAD = (
    "伦敦",
    "纽约",
    "东京",
    "莫斯科",
    "巴黎",
    "芝加哥",
    "华盛顿",
    "日内瓦",
    "柏林",
    "首尔",
    "新德里",
    "悉尼",
    "加沙",
)
_NUMBERS = "一二三四五六七八九"


class Institutions(Drawer):
    """Draws organisations."""

    def slots(self) -> Mapping[str, Callable[[], str]]:
        """Return what draws each slot."""
        return {
            "央": self.national,
            "际": self.abroad,
            "护": self.reserve,
            "党": self.party_organ,
            "派": self.party_branch,
            "使": self.mission,
            "战": self.force,
            "基": self.foundation,
            "剧": self.troupe,
            "牌": lambda: self._word("brands"),
            "球": self.club,
            "刊": self.publisher,
            "平": self.online,
            "附": self.short_school,
            "院短": self.short_hospital,
            "所": self.market,
            "台短": lambda: self._word("taiwan short forms"),
            "商": self.small_firm,
        }

    def any_kind(self) -> str:
        """Return one of any of these kinds."""
        kinds = (
            self.national,
            self.national,
            self.abroad,
            self.reserve,
            self.party_organ,
            self.party_branch,
            self.mission,
            self.force,
            self.foundation,
            self.troupe,
            self.club,
            self.publisher,
            self.online,
            self.short_school,
            self.short_hospital,
            self.market,
            self.small_firm,
        )
        return self._random.choice(kinds)()

    def national(self) -> str:
        """Return a body of the whole country: 中国载人航天工程办公室, 国家疾控中心, 全国老龄办."""
        draw = self._random
        head = draw.choice(("中国", "中国", "国家", "全国", "中央", "中华", "全军"))
        return head + self._word("national fields") + self._word("national ends")

    def abroad(self) -> str:
        """Return a body abroad: 伦敦金属交易所, 日本气象厅, 国际田径联合会."""
        draw = self._random
        form = draw.random()
        if form < 0.3:
            return draw.choice(_ABROAD) + self._word("fields abroad") + self._word("ends abroad")
        if form < 0.6:
            return self._places.country() + self._word("fields abroad") + self._word("ends abroad")
        if form < 0.8:
            return (
                draw.choice(("国际", "世界", "亚洲", "欧洲", "非洲"))
                + self._word("fields abroad")
                + self._word("leagues")
            )
        return self._places.country() + self._word("offices abroad")

    def reserve(self) -> str:
        """Return who looks after a reserve, a reservoir or a park: 东洞庭湖自然保护区管理局."""
        head = self._places.water() if self._random.random() < 0.7 else self._places.stem()
        return head + self._word("reserves") + self._word("reserve offices")

    def party_organ(self) -> str:
        """Return an organ of the party, the youth league or the people's congress: 省委政法委, 柳林县委宣传部."""
        draw = self._random
        head = draw.choice("省市市县县区区州") if draw.random() < 0.55 else self._names.place()
        form = draw.random()
        if form < 0.75:
            return ("中共" if len(head) > 1 and draw.random() < 0.2 else "") + head + "委" + self._word("party organs")
        if form < 0.9:
            return ("团" if draw.random() < 0.6 else "共青团") + head + "委"
        return head + draw.choice(("人大常委会", "政协")) + draw.choice(("办公室", "法工委", "机关", "教科文卫委员会"))

    def party_branch(self) -> str:
        """Return a branch of one of the other parties: 致公党市委会, 民盟北碚区委会."""
        draw = self._random
        party = draw.choice(("民革", "民盟", "民建", "民进", "农工党", "致公党", "九三学社", "台盟"))
        place = self._names.place() if draw.random() < 0.5 else draw.choice("省市区县")
        return party + draw.choice(("中央", f"{place}委", f"{place}委会", f"{place}委员会", f"{place}总支"))

    def mission(self) -> str:
        """Return an embassy or another office abroad."""
        draw = self._random
        here, there = ("中国", self._places.country())
        if draw.random() < 0.3:
            here, there = there, draw.choice(("华", "华", "上海", "广州", "武汉"))
        end = draw.choice(("大使馆", "大使馆", "使馆", "总领事馆", "总领馆", "旅游办事处", "商务处", "代表团"))
        return f"{here}驻{there}{end}"

    def force(self) -> str:
        """Return an army's command or unit."""
        draw = self._random
        form = draw.random()
        if form < 0.3:
            return draw.choice("东西南北中") + "部战区" + draw.choice(("", "", "海军", "空军", "陆军", "总医院"))
        if form < 0.55:
            number = "第" + "".join(draw.sample(_NUMBERS, 1)) + "十" + draw.choice(_NUMBERS)
            return draw.choice(("陆军", "空军", "")) + number + draw.choice(("集团军", "军", "师", "团"))
        if form < 0.75:
            return draw.choice(("武警", "海军", "空军", "火箭军", "陆军", "联勤保障部队")) + draw.choice(
                ("某部", "某旅", "某团", "某支队", "某基地", "工程大学", "总医院")
            )
        head = draw.choice(("国民革命军", "八路军", "新四军", "志愿军", "红军", "中央军委"))
        return (
            head
            + "第"
            + draw.choice(("", "十", "二十"))
            + draw.choice(_NUMBERS)
            + draw.choice(("路军", "军", "师", "支队", "旅"))
        )

    def foundation(self) -> str:
        """Return a foundation or a team of helpers: 韩红爱心慈善基金会, 蓝天救援队."""
        draw = self._random
        form = draw.random()
        if form < 0.4:
            return (
                self._names.person()
                + draw.choice(("爱心", "公益", "慈善", "教育", "艺术"))
                + draw.choice(("基金会", "基金"))
            )
        if form < 0.7:
            return "中国" + self._word("charities") + "基金会"
        return self._word("brands of groups") + draw.choice(("救援队", "应急救援队", "志愿服务队", "公益", "义工队"))

    def troupe(self) -> str:
        """Return a theatre, an orchestra or a troupe."""
        draw = self._random
        form = draw.random()
        head = self._names.place() if form < 0.6 else draw.choice(("省", "市", "县", "国家", "中央", "中国"))
        return head + self._word("arts") + self._word("troupes")

    def club(self) -> str:
        """Return a club named after its town and its owner: 江苏苏宁女足, 横滨水手."""
        draw = self._random
        town = self._word("team places") if draw.random() < 0.7 else draw.choice(_ABROAD)
        owner = (
            "".join(draw.sample(self._lists["brand characters"], 2)) if draw.random() < 0.6 else self._word("mascots")
        )
        return town + owner + draw.choice(("", "", "女足", "男篮", "女排", "俱乐部", "队"))

    def publisher(self) -> str:
        """Return a publisher, a magazine's office or a bookshop."""
        head = self._names.place() if self._random.random() < 0.5 else self._word("paper stems")
        return head + self._word("publishers")

    def online(self) -> str:
        """Return a paper, an account or a centre of media."""
        draw = self._random
        if draw.random() < 0.4:
            return (self._names.place() if draw.random() < 0.7 else draw.choice("省市县区州")) + draw.choice(
                ("融媒体中心", "新闻中心", "广播电视台", "电视台", "报社", "日报社", "新闻传媒中心")
            )
        return self._names.place() + draw.choice(("发布", "在线", "新闻网", "之声", "文明网", "网"))

    def short_school(self) -> str:
        """Return a school as people call it: 西大附中, 吉水一中, 市三中, 华师一附中."""
        draw = self._random
        form = draw.random()
        number = draw.choice(_NUMBERS)
        if form < 0.4:
            return (
                draw.choice("西北南东华川云贵湖河山人清复浙武中首江安")
                + draw.choice("大师外理工农交")
                + draw.choice(("附中", "附小", "一附中", "二附中", "附属中学", "附属小学"))
            )
        if form < 0.7:
            return self._names.place().rstrip("省市县区") + number + draw.choice("中中中小")
        if form < 0.9:
            return draw.choice("省市市县县区州") + number + draw.choice("中中小")
        return number + draw.choice("中小")

    def short_hospital(self) -> str:
        """Return a hospital as people call it: 华西二院, 市二医院, 省中医院."""
        draw = self._random
        form = draw.random()
        number = draw.choice(_NUMBERS)
        if form < 0.35:
            return draw.choice("省市市县区州") + draw.choice(
                (f"{number}医院", f"{number}院", "中医院", "妇保院", "胸科医院", "疾控中心", "精卫中心", "血液中心")
            )
        if form < 0.65:
            return draw.choice(
                ("华西", "中山", "北医", "湘雅", "同济", "齐鲁", "协和", "瑞金", "浙大", "郑大", "西南")
            ) + draw.choice((f"{number}院", f"{number}附院", "医院", "口腔医院", "附属肿瘤医院", ""))
        return self._places.stem() + draw.choice(
            ("医院", "骨科医院", "妇产医院", "口腔门诊部", "社区卫生服务中心", "康复医院")
        )

    def market(self) -> str:
        """Return an exchange, a fund or a house of securities."""
        draw = self._random
        form = draw.random()
        if form < 0.4:
            return self._names.place().rstrip("县区") + draw.choice(
                (
                    "证券交易所",
                    "期货交易所",
                    "产权交易中心",
                    "商品交易所",
                    "海关",
                    "海事法院",
                    "铁路局",
                    "证监局",
                    "专员办",
                )
            )
        brand = "".join(draw.sample(self._lists["brand characters"], 2))
        return brand + draw.choice(
            ("证券", "期货", "基金", "信托", "财险", "人寿", "资本", "律师事务所", "会计师事务所", "控股")
        )

    def small_firm(self) -> str:
        """Return a small firm, works, market or eating house with a name of its own: 柳林玻璃厂, 老灶火锅店."""
        draw = self._random
        head = self._places.stem() if draw.random() < 0.5 else "".join(draw.sample(self._lists["brand characters"], 2))
        return (self._names.place() if draw.random() < 0.35 else "") + head + self._word("small firms")
