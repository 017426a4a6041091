"""An article whose parts are known, before it is printed."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote an article or took a picture: the name, and the role word (记者, 通讯员) where there is one."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A caption and who took the picture."""

    caption: str
    takers: tuple[Writer, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """An article: everything that a page may print of it. An empty part is not printed."""

    headline: str = ""
    kicker: str = ""
    subtitle: str = ""
    second_subtitle: str = ""
    paragraphs: tuple[str, ...] = ()
    writers: tuple[Writer, ...] = ()
    pictures: tuple[Picture, ...] = ()
    place: str = ""
    month: int = 1
    day: int = 1
    kind: str = "news"
    verse: bool = False
    source: str = ""
    subheads: dict[int, str] = field(default_factory=dict)  # number of the paragraph below: its subhead
    note: str = ""
    summary: tuple[str, ...] = ()
