"""Bodies by their structure: level, place, stem and ending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.today.drawer import Drawer

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping

    from training.names import Names
    from training.today.institutions import Institutions
    from training.today.places import Places
    from training.today.words import Lists


class Bodies(Drawer):
    """Draws organisations."""

    def __init__(
        self, vocabulary: Lists, names: Names, places: Places, institutions: Institutions, source: random.Random
    ) -> None:
        super().__init__(vocabulary, names, places, source)
        self._institutions = institutions

    def slots(self) -> Mapping[str, Callable[[], str]]:
        """Return what draws each slot."""
        word = self._word
        return {
            "机": self.body,
            "局": self.office,
            "地局": self.local_office,
            "镇委": lambda: self._places.township() + word("town bodies"),
            "村支": lambda: self._places.village() + word("village bodies"),
            "村委": lambda: self._places.village() + self._random.choice(("党支部", "党总支", "党委")),
            "县委": lambda: self._names.place() + "委",
            "警": self.court_or_police,
            "医": self.hospital,
            "校": self.school,
            "大": self.college,
            "企": self.company,
            "银": self.bank,
            "电": self.power,
            "报": self._paper,
            "媒": lambda: (
                word(self._random.choice(("media", "agencies"))) if self._random.random() < 0.6 else self._paper()
            ),
            "队": self.team,
            "外队": lambda: word(self._random.choice(("foreign teams", "world teams"))),
            "世机": lambda: word("world bodies"),
            "届": self.in_term,
            "驻": self.at_capital,
            "国机": lambda: word("alliances") if self._random.random() < 0.2 else word("bodies abroad"),
            "部": lambda: word("ministries"),
            "军": lambda: word(self._random.choice(("armies", "old armies"))),
            "港机": lambda: word("hong kong bodies"),
            "台机": lambda: word("taiwan bodies"),
            "台院": lambda: self._random.choice(("行政院", "立法院", "司法院", "监察院", "考试院")),
            "台地机": self.taiwan_office,
            "台乡公": lambda: self._places.stem() + self._random.choice(("乡公所", "镇公所", "区公所")),
            "台校": lambda: self._places.stem() + self._random.choice(("国小", "国中", "高中", "国民小学", "高工")),
            "马机": lambda: word("malay bodies" if self._random.random() < 0.85 else "parties of borneo bodies"),
            "马校": self.malay_school,
            "新机": lambda: word("singapore bodies"),
            "商标": self.brand,
            "队名": lambda: word("teams"),
            "师": self.unit,
            "军校": lambda: self._names.place() + word("army schools"),
            "旧": lambda: self._places.stem() + word("old ends"),
            "馆": lambda: self._places.malay() + word("guild ends"),
            "高警": self.highway_police,
            "交所": lambda: self._names.place() + self._random.choice(("证券交易所", "商品交易所", "产权交易所")),
            "外大": lambda: (
                self._random.choice(self._places.abroad) + self._random.choice(("大学", "理工大学", "皇家科学院"))
            ),
            "港区会": lambda: word("hong kong places") + "区议会",
        }

    def body(self) -> str:
        """Return a body of any kind that stands where another did."""
        kinds = (
            self.office,
            self.local_office,
            self.school,
            self.college,
            self.company,
            self.company,
            self.hospital,
            self.court_or_police,
            self.team,
            self._names.organization,
            self._institutions.any_kind,
            self._institutions.any_kind,
            self._institutions.any_kind,
        )
        return self._random.choice(kinds)()

    def office(self) -> str:
        """Return an office named by its level: 市中心血站, 区人大常委会."""
        draw = self._random
        if draw.random() < 0.12:
            return draw.choice("省市县区") + self._word("trades") + draw.choice(("局", "集团", "协会", "中心", "公司"))
        office = self._word("levels") + self._word("level bodies")
        return office + draw.choice(("水政科", "人事科", "项目办", "支队")) if draw.random() < 0.03 else office

    def local_office(self) -> str:
        """Return the office of a named place."""
        draw = self._random
        if draw.random() < 0.5:
            office = self._word("level bodies")
            return self._seat() + (office[1:] if office[0] == "府" else office)
        return self._seat() + self._word("place offices")

    def court_or_police(self) -> str:
        """Return a court, procuracy, police station or brigade."""
        draw = self._random
        ends = (
            "派出所",
            "派出所",
            "人民法院",
            "法院",
            "人民检察院",
            "检察院",
            "中心法庭",
            "人民法庭",
            "交警大队",
            "交警中队",
            "公安局",
            "公安分局",
        )
        place = self._seat() if draw.random() < 0.6 else self._places.stem()
        if draw.random() < 0.15:
            return draw.choice(("市", "县", "区", "省")) + draw.choice(
                ("中级人民法院", "人民法院", "检察院", "公安局", "高级人民法院")
            )
        return place + draw.choice(ends)

    def hospital(self) -> str:
        """Return a hospital."""
        draw = self._random
        ends = (
            "人民医院",
            "中医院",
            "第一医院",
            "第二人民医院",
            "妇幼保健院",
            "中心医院",
            "儿童医院",
            "医院",
            "卫生院",
            "附属医院",
            "协和医院",
        )
        form = draw.random()
        if form < 0.3:
            return draw.choice("省市市县区州") + draw.choice(ends[:7])
        if form < 0.75:
            return self._seat() + draw.choice(ends)
        return self.college() + draw.choice(("第一附属医院", "附属医院", "第二医院"))

    def school(self) -> str:
        """Return a school in its full or its short form."""
        draw = self._random
        end = self._word("school ends")
        if draw.random() < 0.1:
            return (
                draw.choice("市县区镇")
                + draw.choice(("", "第"))
                + self._word("numbers")
                + draw.choice(("中", "小", "中学", "小学"))
            )
        form = draw.random()
        if form < 0.45:
            return self._places.stem() + end
        if form < 0.65:
            return self._word("school stems") + end
        if form < 0.8:
            return self._places.township() + draw.choice(
                ("中心小学", "中学", "小学", "中心校", "第二小学", "中心幼儿园")
            )
        return self._seat() + draw.choice((end, self._word("school stems") + end))

    def college(self) -> str:
        """Return a university or college."""
        draw = self._random
        name = self._seat() + self._word("college ends")
        return name + self._word("college parts") if draw.random() < 0.12 else name

    def company(self) -> str:
        """Return a company: known, or a brand with its trade and form."""
        draw = self._random
        if draw.random() < 0.2:
            firm = self._word("state firms")
            return firm + draw.choice((self._seat() + "分公司", "集团", "工会")) if draw.random() < 0.2 else firm
        brand = "".join(draw.sample(self._lists["brand characters"], draw.choice((2, 2, 2, 3))))
        place = self._seat() if draw.random() < 0.45 else ""
        form = draw.random()
        if form < 0.6:
            return place + brand + self._word("trades") + self._word("firm ends")
        if form < 0.7:
            return f"{brand}({self._seat()}){self._word('trades')}有限公司"
        if form < 0.85:
            return place + brand + draw.choice(("集团", "公司", "实业", "集团公司", "控股集团"))
        return place + brand + self._word("trades")

    def bank(self) -> str:
        """Return a bank or its branch."""
        draw = self._random
        return self._word("banks") + draw.choice(("", self._seat() + self._word("branches")))

    def power(self) -> str:
        """Return a power company, its branch or its station."""
        draw = self._random
        form = draw.random()
        head = draw.choice(("国网", "国网", "国家电网", "南方电网", "")) + (
            draw.choice(("四川", "安徽", "福建", "云南")) if draw.random() < 0.2 else ""
        )
        place = self._seat()
        if form < 0.35:
            return (
                head + place + draw.choice(("供电公司", "供电局", "电力公司", "公司")) + self._places.stem() + "供电所"
            )
        if form < 0.85:
            return head + place + draw.choice(("供电公司", "供电公司", "供电局", "电力公司", "农电有限公司"))
        return self._places.stem() + "供电所"

    def team(self) -> str:
        """Return a team."""
        draw = self._random
        form = draw.random()
        place = self._word("team places")
        if form < 0.4:
            return place + self._word("team ends")
        if form < 0.75:
            return place + self._word("team brands")
        if form < 0.85:
            return place + self._word("team brands") + "队"
        return self._seat() + "队"

    def brand(self) -> str:
        """Return a brand as shops and figures of sales name it: known, or two letters that may be one."""
        draw = self._random
        if draw.random() < 0.8:
            return self._word("brands" if draw.random() < 0.6 else "in rows")
        return "".join(draw.sample(self._lists["brand characters"], 2)) + draw.choice(("", "", "咖啡", "茶", "汽车"))

    def unit(self) -> str:
        """Return a unit of an army: 第88师262旅524团, 二师独立旅."""
        draw = self._random
        number = draw.choice((str(draw.randrange(1, 300)), self._word("numbers")))
        head = draw.choice(("", "", "第", "第", "新四军第", "八路军", "国军", "中国远征军第", self._names.place()))
        unit = head + number + draw.choice("师师军旅团")
        if draw.random() < 0.4:
            unit += str(draw.randrange(1, 800)) + draw.choice("旅团")
        return (
            unit if draw.random() < 0.85 else self._names.place() + draw.choice(("独立旅", "学生军", "支队", "补充团"))
        )

    def in_term(self) -> str:
        """Return a congress in one of its terms: 河西省第九届人大常委会, 市七届政协."""
        draw = self._random
        place = self._names.place() if draw.random() < 0.75 else draw.choice("省市县区")
        term = draw.choice(("", "第")) + draw.choice(("", "", "十")) + self._word("numbers") + "届"
        return place + term + draw.choice(("人大常委会", "人大常委会", "政协", "政协常委会", "人大", "工会委员会"))

    def at_capital(self) -> str:
        """Return what a state keeps abroad, after the city that it stands in: 甲国驻乙市总领事馆."""
        draw = self._random
        stands = draw.choice(self._places.abroad) if draw.random() < 0.6 else self._names.place().rstrip("县区省")
        return draw.choice(self._places.abroad) + "驻" + stands + draw.choice(("大使馆", "总领事馆", "领事馆", "使馆"))

    def highway_police(self) -> str:
        """Return the police of a highway: 沪宁高速交警一大队, 高警仙溪大队."""
        draw = self._random
        road = self._word("highway stems") + "高速" if draw.random() < 0.5 else self._names.place() + "高速公路"
        if draw.random() < 0.3:
            return "高警" + self._names.place() + draw.choice(("大队", "支队"))
        return road + draw.choice(("", "交警", "公安")) + self._word("numbers") + draw.choice(("大队", "支队", "中队"))

    def taiwan_office(self) -> str:
        """Return an office of a county, a township or a city of Taiwan."""
        draw = self._random
        place = self._word("taiwan places") if draw.random() < 0.6 else self._places.stem() + draw.choice("乡镇区")
        return place + self._word("taiwan ends")

    def malay_school(self) -> str:
        """Return a school of Malaysia or Singapore."""
        return (self._places.malay() if self._random.random() < 0.6 else self._word("school stems")) + self._word(
            "malay schools"
        )

    def _paper(self) -> str:
        return (
            self._word("paper stems") + self._word("paper ends")
            if self._random.random() < 0.75
            else (self._seat() + self._random.choice(("日报", "晚报", "晨报", "报", "电视台", "广播电台")))
        )

    def _seat(self) -> str:
        """Return the place that a body is of, at times with the one above or below it."""
        form = self._random.random()
        if form < 0.8:
            return self._names.place()
        below = self._places.township() if form < 0.9 else self._names.place()
        return self._names.place() + below
