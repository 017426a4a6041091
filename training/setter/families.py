"""The families of layouts: what a page is made of, and which choices of dress are fixed for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from training.setter import broadsheet, column_order, compose, features, lists, oddities

if TYPE_CHECKING:
    from collections.abc import Callable

    from training.setter.desk import Desk
    from training.setter.piece import Sheet


@dataclass(frozen=True, slots=True)
class Family:
    """A family: how it is built, how often it is drawn, what of the dress is fixed."""

    build: Callable[[Desk], Sheet]
    share: float = 1.0
    fixed: dict[str, Any] = field(default_factory=dict)


_TRADITIONAL: dict[str, Any] = {"script": "traditional", "source_share": 0.9}
_TAIWAN = _TRADITIONAL | {"region": "taiwan", "width": "full"}
_HONGKONG = _TRADITIONAL | {"region": "hongkong", "width": {"full": 2, "half": 1}}
_OLD: dict[str, Any] = {
    "head_indent": {"": 2, "  ": 1},
    "region": "old",
    "source_share": {0.95: 3, 0.6: 1},
    "signed": {"report": 2, "none": 4, "end": 1, "above": 1},
    "end_share": {0.0: 4, 0.2: 1},
}
_BROAD: dict[str, Any] = {
    "source_alone": {False: 3, True: 1},
    "indent": {"": 3, "  ": 1, "　　": 3, "    ": 1},
    "source_share": {0.9: 2, 0.6: 3, 0.3: 1},
    "signed": {"source": 5, "end": 1, "end_run": 1.5, "above": 1},
    "subheads": {0.0: 5, 0.2: 2},
    "notes": {0.0: 5, 0.15: 1},
    "end_share": {0.0: 4, 0.2: 2},
    "credit": {"spaced": 2, "line": 4, "glued": 1, "none": 1},
    "stack": "lines",
}
_COLUMNS: dict[str, Any] = {
    "measure": {10: 1, 13: 1, 15: 1, 17: 2, 19: 2, 22: 2, 26: 1, 32: 1, 38: 1},
    "column_blank": {0.0: 2, 0.03: 2, 0.08: 1},
    "stack": "lines",
}

FAMILIES: dict[str, Family] = {
    "item_bare": Family(compose.item, 3),
    "item_paper": Family(compose.item, 1.5, {"region": "national"}),
    "item_signed_end": Family(compose.item, 1, {"signed": {"end": 2, "end_run": 1}, "source_share": {0.0: 1, 0.5: 1}}),
    "item_stack": Family(compose.item_stack, 2, {"stack": "lines", "break_headline": {0.0: 3, 0.4: 1}}),
    "item_one_line": Family(compose.one_line, 1, {"stack": "run"}),
    "epaper_item": Family(compose.epaper, 2),
    "portal_item": Family(compose.portal, 2),
    "title_twice": Family(compose.twice, 1.5),
    "headless_item": Family(compose.headless, 1.5, {"source_share": 1.0}),
    "photo_item": Family(compose.photo, 1.5),
    "photo_story": Family(
        compose.photo_story,
        1.5,
        {
            "picture": {"before": 1, "byline": 3, "after": 1, "above": 1},
            "signed": {"after_caption": 3, "above": 2, "source": 2},
        },
    ),
    "photo_page": Family(compose.photo_page, 1),
    "local_page": Family(compose.page, 4),
    "front_page": Family(compose.front, 2),
    "mixed_page": Family(compose.mixed, 2),
    "columns_page": Family(compose.page, 2, _COLUMNS),
    "columns_item": Family(compose.item, 1.5, _COLUMNS),
    "broadsheet": Family(
        broadsheet.broadsheet,
        4,
        _BROAD
        | {
            "measure": dict.fromkeys((12, 14, 16, 17, 18, 19, 20, 21, 22, 24, 28), 1),
            "column_blank": {0.0: 1, 0.02: 2, 0.05: 1},
            "blank_between": {0: 4, 1: 3, 2: 1},
            "blank": {0: 8, 1: 1},
        },
    ),
    "broadsheet_whole": Family(
        broadsheet.broadsheet, 2.5, _BROAD | {"blank": {0: 1, 1: 2}, "blank_between": {0: 1, 1: 2, 2: 3, 3: 1}}
    ),
    "column_order": Family(
        column_order.column_order,
        3,
        _BROAD
        | {
            "signed": {"source": 6, "above": 0.5},
            "source_share": {1.0: 3, 0.8: 1},
            "blank": {0: 1, 1: 2},
            "blank_between": {0: 1, 1: 3, 2: 1},
            "picture": "before",
        },
    ),
    "pdf_words": Family(
        compose.mixed, 1, _COLUMNS | {"wrap_glue": " ", "stack": {"lines": 1, "spaced": 1}, "blank_between": 0}
    ),
    "old_page": Family(compose.page, 1.5, _OLD),
    "archive_labels": Family(features.archive, 2, _OLD),
    "archive_day": Family(features.archive_day, 1.5, _OLD | {"stack": {"run": 1, "spaced": 1}}),
    "taiwan_item": Family(compose.item, 1, _TAIWAN),
    "taiwan_page": Family(compose.mixed, 1, _TAIWAN),
    "taiwan_web": Family(compose.portal, 1, _TAIWAN),
    "hongkong_page": Family(compose.mixed, 1, _HONGKONG),
    "hongkong_briefs": Family(lists.briefs, 0.7, _HONGKONG),
    "malay_item": Family(
        compose.portal, 1, _TRADITIONAL | {"region": "malaysia", "script": {"traditional": 1, "simplified": 2}}
    ),
    "numbered_items": Family(lists.numbered, 1.5),
    "bullet_items": Family(lists.bullets, 1.5),
    "coded_items": Family(lists.coded, 1),
    "briefs_end_mark": Family(lists.briefs, 2),
    "briefs_headless": Family(lists.headless_briefs, 1.2, {"source_share": 1.0}),
    "digest_dots": Family(lists.dots, 0.8),
    "one_line_page": Family(lists.one_line, 1),
    "verse_item": Family(features.verse, 1.5),
    "supplement": Family(features.supplement, 1.5),
    "essay": Family(features.essay, 1.5),
    "list_inside": Family(features.list_inside, 1.5),
    "interview": Family(features.interview, 1),
    "letters": Family(features.letters, 1),
    "after_body": Family(features.after_body, 0.7),
    "jump_page": Family(features.jump, 0.8),
    "results": Family(features.results, 0.7),
    "starred_items": Family(oddities.starred, 0.7, {"region": {"malaysia": 2, "local": 1}, "source_share": 1.0}),
    "wires": Family(oddities.wires, 1, _OLD | {"source_share": 1.0, "signed": "none", "indent": {"    ": 2, "": 1}}),
    "vertical_headline": Family(oddities.vertical, 0.5, _COLUMNS),
    "sections_below": Family(oddities.sections_below, 0.6, _HONGKONG),
    "all_glued": Family(oddities.all_glued, 1),
    "photo_twice": Family(oddities.photo_twice, 0.5, {"region": {"hongkong": 1, "local": 1}, "credit": "spaced"}),
    "captions_block": Family(oddities.captions_block, 0.8),
    "captions_by_place": Family(
        oddities.captions_by_place, 0.6, {"signed": {"above": 3, "source": 1}, "source_share": 0.3}
    ),
    "signed_list": Family(oddities.signed_list, 0.4),
    "site_foot": Family(oddities.site_foot, 1),
    "across": Family(oddities.across, 0.3),
    "misread": Family(
        compose.mixed, 1, _COLUMNS | {"damage": {0.01: 2, 0.03: 1}, "script": {"simplified": 2, "traditional": 1}}
    ),
}
HELD = (
    "coded_items",
    "headless_item",
    "photo_page",
    "taiwan_web",
    "columns_item",
    "letters",
    "title_twice",
    "hongkong_briefs",
    "interview",
)
