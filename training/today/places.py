"""Places by their structure: roads, villages, parks, waters, estates, and those of Hong Kong, Taiwan and beyond."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.lexicon.places import WORLD

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping

    from training.names import Names
    from training.today.words import Lists


class Places:
    """Draws places."""

    def __init__(self, vocabulary: Lists, names: Names, source: random.Random) -> None:
        self._lists = vocabulary
        self._names = names
        self._random = source
        self.abroad = sorted(WORLD)

    def slots(self) -> Mapping[str, Callable[[], str]]:
        """Return what draws each slot."""
        return {
            "地": self._names.place,
            "镇": self.township,
            "村": self.village,
            "路": self.road,
            "景": self.park,
            "水": self.water,
            "区": self.estate,
            "国": self.country,
            "史": self.ancient,
            "港": lambda: self._word("hong kong places"),
            "港路": self.hong_kong_site,
            "台": self.taiwan,
            "台路": lambda: self.stem() + self._random.choice(("路", "街", "大道", "路二段", "溪", "国道")),
            "台市": lambda: self._random.choice(
                ("台北", "新北", "桃园", "台中", "台南", "高雄", "基隆", "新竹", "嘉义")
            ),
            "台县": self._taiwan_county,
            "台乡": lambda: self.stem() + self._random.choice("乡乡镇区"),
            "马": self.malay,
            "新": lambda: self._word("singapore places"),
            "新路": self.singapore_road,
            "边": self.border,
            "边水": self.border_nature,
            "外地": self.foreign,
            "裸": self.bare,
            "速": lambda: self._word("highway stems") + self._word("highway ends"),
            "点": self.site,
            "站": self.stop,
            "区域": self.prefecture,
            "区域外": lambda: self.foreign_stem() + "地区",
            "长区": lambda: self._short_stem() + self.estate(),
            "台里": lambda: (
                self.stem()[:2] + self._random.choice(("里", "里", "村", "渔港", "湿地", "焚化厂", "天德宫"))
            ),
        }

    def country(self) -> str:
        """Return a state or a city abroad."""
        return self._random.choice(self.abroad)

    def site(self) -> str:
        """Return a site of the country: 夏家祠堂, 红石岭收费站, 新塘村文化礼堂."""
        head = self.village() if self._random.random() < 0.2 else self.stem()
        return head + self._word("village sites")

    def stop(self) -> str:
        """Return where a bus or a train stops: 五星路站, 梁桥大桥站, or a site by itself."""
        draw = self._random
        if draw.random() < 0.35:
            return self.road() + "站"
        return self.park() + draw.choice(("站", "站", "")) if draw.random() < 0.6 else self.stem()

    def prefecture(self) -> str:
        """Return a prefecture of the borders, those of once too: 阿里地区."""
        if self._random.random() < 0.3:
            return self._border_stem() + "地区"
        return self._word("prefectures") + "地区"

    def foreign_stem(self) -> str:
        """Return a town abroad without what it is."""
        return "".join(self._random.sample(self._lists["foreign shapes"], self._random.choice((2, 3, 4))))

    def border(self) -> str:
        """Return a village, a township or a county of the borders: 托普鲁克镇, 巴彦温都尔苏木."""
        return self._border_stem() + self._word("border ends")

    def border_nature(self) -> str:
        """Return a mountain, a lake or a mosque of the borders, at times without what it is."""
        return self._border_stem() + (self._word("border waters") if self._random.random() < 0.8 else "")

    def foreign(self) -> str:
        """Return a town or another place abroad that no list has."""
        name = "".join(self._random.sample(self._lists["foreign shapes"], self._random.choice((2, 3, 3, 4, 5))))
        return name if self._random.random() < 0.35 else name + self._word("foreign place ends")

    def _border_stem(self) -> str:
        if self._random.random() < 0.5:
            return self._word("border heads") + self._word("border tails")
        return "".join(self._random.sample(self._lists["border shapes"], self._random.choice((2, 3, 3, 4, 5))))

    def stem(self) -> str:
        """Return the stem of a township or village."""
        return self._word(self._random.choice(("townships", "villages")))

    def bare(self) -> str:
        """Return a town, a village or a county without what it is, as whoever lives there calls it."""
        if self._random.random() < 0.25:
            return self._names.bare_division()
        stem = self.stem()
        return stem if len(stem) > 1 else stem + self._word("village ends")

    def township(self) -> str:
        """Return a township or street office's district."""
        if self._random.random() < 0.1:
            return self._names.township()
        return self._word("townships") + self._word("town ends")

    def village(self) -> str:
        """Return a village or a community."""
        return self._word("villages") + self._word("village ends")

    def road(self) -> str:
        """Return a road."""
        draw = self._random
        stem = self._word("road stems") if draw.random() < 0.55 else self._short_stem()
        if draw.random() < 0.04:
            return f"{draw.randrange(101, 330)}国道"
        return stem + self._word("road ends")

    def park(self) -> str:
        """Return a park, square, market, station, bridge, tunnel, hall or site."""
        draw = self._random
        stem = self._word("road stems") if draw.random() < 0.3 else self._short_stem()
        if draw.random() < 0.15:
            stem = self._names.place()
        return stem + self._word("park ends")

    def water(self) -> str:
        """Return a river, lake, mountain or pass."""
        return self._short_stem() + self._word("water ends")

    def estate(self) -> str:
        """Return a housing estate."""
        stem = self._word("estate stems") if self._random.random() < 0.6 else self._short_stem()
        return stem + self._word("estate ends")

    def ancient(self) -> str:
        """Return a place as it was called once."""
        draw = self._random
        stem = draw.choice(self._short_stem()) + draw.choice(("", draw.choice(self._short_stem())))
        return stem + draw.choice(("州", "县", "郡", "国", "城", "卫", "府", "关", "驿", "里", "路"))

    def hong_kong_site(self) -> str:
        """Return an estate, a road, a mall or a station of Hong Kong."""
        draw = self._random
        stem = self._word("hong kong stems") if draw.random() < 0.5 else self._short_stem()
        if draw.random() < 0.2:
            stem = self._word("hong kong places")
        return stem + self._word("hong kong ends")

    def taiwan(self) -> str:
        """Return a place of Taiwan."""
        return self._word(self._random.choice(("taiwan places", "townships of taiwan places")))

    def malay(self) -> str:
        """Return a place of Malaysia: known, or put together of the words that Malay places are made of."""
        draw = self._random
        if draw.random() < 0.6:
            return self._word(draw.choice(("malay places", "malay places", "towns of malaysian places")))
        return self._word("malay place parts") + self._word("malay place tails")

    def singapore_road(self) -> str:
        """Return a road, an estate or a mall of Singapore."""
        return self._word("singapore places") + self._word("singapore ends")

    def _taiwan_county(self) -> str:
        counties = ("新竹县", "苗栗县", "彰化县", "南投县", "云林县", "嘉义县", "屏东县", "宜兰县", "花莲县", "台东县")
        return self._random.choice(counties)

    def _short_stem(self) -> str:
        stem = self.stem()
        return stem if len(stem) < 4 else stem[:2]

    def _word(self, name: str) -> str:
        return self._random.choice(self._lists[name])
