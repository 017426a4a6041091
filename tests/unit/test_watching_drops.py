"""Single drops are told from deliveries by where files come in."""

from __future__ import annotations

from worker.watching.drops import MOST_IN_A_FOLDER, MOST_IN_FOLDERS, SECONDS, SingleDrops


def test_a_delivery_fills_a_folder_and_a_drop_beside_it_is_single() -> None:
    drops = SingleDrops()
    single = [drops.is_single(f"delivery/f{number}", number / 10) for number in range(MOST_IN_A_FOLDER + 10)]
    assert single == [True] * MOST_IN_A_FOLDER + [False] * 10
    assert drops.is_single("now", 3.0)
    assert drops.is_single("other/now", 3.0)


def test_a_delivery_of_small_folders_is_one_and_a_drop_into_the_inbox_itself_is_single() -> None:
    drops = SingleDrops()
    single = [drops.is_single(f"day-{day}/p{page}", day / 100) for day in range(100) for page in range(8)]
    assert single == [True] * MOST_IN_FOLDERS + [False] * (800 - MOST_IN_FOLDERS)
    assert drops.is_single("now", 1.0)


def test_a_delivery_is_over_when_nothing_comes_in_any_more() -> None:
    drops = SingleDrops()
    assert not all(drops.is_single(f"f{number}", 0.0) for number in range(1000))
    assert not drops.is_single("g", SECONDS)
    assert drops.is_single("now", SECONDS + 0.1)
