"""The main job in one command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baoku_process import TEXTS_ALONE

if TYPE_CHECKING:
    from baoku_process import Baoku


def test_demo_twice(home: Baoku) -> None:
    for _ in range(2):  # the second time over the first one's archive
        done = home.run("demo", timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        for headline in (
            "抓进度 挖潜力 扩增量 全力以赴完成全年经济社会发展目标",
            "坚定不移走城乡融合发展之路 让群众在高质量发展中享受高品质生活",
            "区政府召开第49次常务会议",
            "“劳动者港湾”温暖户外劳动者",
            "打造人与自然和谐共生现代化区域范例 为美丽重庆建设贡献更多北碚力量",
        ):
            assert headline in done.stdout
        assert home.processes() == {}
        home.settings.update(TEXTS_ALONE)  # the rest of it has been seen to start and to end
