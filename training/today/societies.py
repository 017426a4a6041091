"""Bodies that are no offices, schools or firms: societies, institutes, farms, shops; and those of other regions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.today.drawer import Drawer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Societies(Drawer):
    """Draws bodies that are named by what they are for."""

    def slots(self) -> Mapping[str, Callable[[], str]]:
        """Return what draws each slot."""
        return {
            "会": self.society,
            "研": self.institute,
            "场": self.farm,
            "店": self.shop,
            "警队": self.unit,
            "街办": self.street_office,
            "裸局": lambda: self._word("bare offices"),
            "港地机": self.of_hong_kong,
            "马地机": self.of_malaysia,
            "台县机": self.of_taiwan,
            "台局": lambda: self._word("taiwan bare offices"),
            "新会": lambda: self._word("singapore places") + self._word("singapore societies"),
        }

    def society(self) -> str:
        """Return a society, a chamber of commerce, a foundation or a cooperative."""
        draw = self._random
        form = draw.random()
        if form < 0.15:
            return self._names.place() + self._names.place() + "商会"
        if form < 0.3:
            return self._places.village() + self._word("cooperative ends")
        head = self._names.place() if form < 0.75 else self._word("brands of groups")
        return head + self._word("society fields") + self._word("society ends")

    def institute(self) -> str:
        """Return an institute, a laboratory or its short form: 中国科学院金属研究所, 中科院物理所."""
        draw = self._random
        field = self._word("sciences")
        form = draw.random()
        if form < 0.35:
            return draw.choice(("中国科学院", "中国农业科学院", "中国社会科学院")) + draw.choice(
                (f"{field}研究所", f"{self._names.place()}{field}研究所", f"{field}研究院")
            )
        if form < 0.6:
            return draw.choice(("中科院", "中国农科院", "社科院")) + field + draw.choice(("所", "所", "研究所"))
        if form < 0.8:
            return field + draw.choice(("国家重点实验室", "重点实验室", "工程研究中心", "观测站"))
        return self._names.place() + field + draw.choice(("研究所", "研究院", "研究中心"))

    def farm(self) -> str:
        """Return a state farm."""
        return self._places.stem() + self._word("farm ends")

    def shop(self) -> str:
        """Return a shop with a name of its own: 回春堂, 万和药店."""
        brand = "".join(self._random.sample(self._lists["brand characters"], 2))
        return brand + self._word("shop ends")

    def unit(self) -> str:
        """Return a brigade or station of a named or unnamed police force, an army's local command."""
        draw = self._random
        form = draw.random()
        unit = self._word("police units")
        if form < 0.3:
            return self._names.place() + "公安局" + unit
        if form < 0.5:
            return self._names.place() + draw.choice(("公安局", "公安分局")) + self._places.stem() + "派出所"
        if form < 0.65:
            return draw.choice(("市公安局", "县公安局", "公安局", "分局")) + unit
        if form < 0.75:
            return (
                self._names.place()
                + draw.choice(("检察院", "法院"))
                + draw.choice("驻派")
                + (self._places.stem() + draw.choice(("检察室", "法庭")))
            )
        if form < 0.85:
            return self._names.place() + draw.choice(("军分区", "人武部", "武警中队", "预备役师"))
        return self._names.place() + unit

    def street_office(self) -> str:
        """Return a street office with the district it is of."""
        return self._names.place() + self._places.stem() + self._random.choice(("街道办事处", "街道办", "街道党工委"))

    def of_hong_kong(self) -> str:
        """Return a council, a police district or an owners' corporation of a place in Hong Kong."""
        return self._word("hong kong places") + self._word("hong kong local ends")

    def of_malaysia(self) -> str:
        """Return an office, an assembly hall or a branch of a place in Malaysia."""
        draw = self._random
        if draw.random() < 0.12:
            return (
                draw.choice(("马华", "行动党", "巫统", "公正党", "人联党"))
                + self._places.malay()
                + draw.choice(("区会", "联委会", "州联委会", "支部", "妇女组", "支会"))
            )
        return self._places.malay() + self._word("malay local ends")

    def of_taiwan(self) -> str:
        """Return an office of a county or township of Taiwan in its full form."""
        draw = self._random
        if draw.random() < 0.3:
            return self._places.stem() + draw.choice(("乡代会", "镇代会", "户政事务所", "乡农会", "社区发展协会"))
        return self._word("counties of taiwan parts") + self._word("taiwan full ends")
