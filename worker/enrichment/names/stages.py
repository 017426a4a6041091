"""The stages that find and refuse names, in the order they run, and what each says of a name in an explanation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from worker.enrichment.names.spans import Name
from worker.messages import message


class Stage(StrEnum):
    """A stage after which the names of an article may be others than before."""

    MODEL = "model"
    SHAPE = "shape"
    LIST = "list"
    STRUCTURE = "structure"
    SHORT = "short"
    DICTIONARY = "dictionary"
    KIND = "kind"
    DOUBT = "doubt"
    KNOWN = "known"
    LINE = "line"
    SUPPORT = "support"
    CREDIT = "credit"


FOUND = {
    Stage.MODEL: message("the trained model marks it"),
    Stage.SHAPE: message("the model marks it, its ends set by how the article uses it"),
    Stage.LIST: message("it stands in a list of people"),
    Stage.STRUCTURE: message(
        "it is built as a name: a level, a stem and an ending, a title in 《》, or two parts of one name"
    ),
    Stage.SHORT: message("a short form that everybody knows, or of a body that the article names in full"),
    Stage.DICTIONARY: message("your dictionary says so"),
    Stage.KIND: message("its ending, or the rest of the article, decides its kind"),
    Stage.DOUBT: message("a surer name of the article, which the model marked with more around it"),
    Stage.KNOWN: message("it is sure elsewhere in the article or the issue"),
    Stage.LINE: message("it stands in a line of nothing but names"),
}
"""Why a name is there, by the stage that brought it."""

REFUSED = {
    Stage.SHAPE: message("it has not the shape of such a name, or is a word of a list that is never one"),
    Stage.LIST: message("a name that holds it, or is surer, stands there"),
    Stage.STRUCTURE: message("it is a part of a name that its structure tells"),
    Stage.SHORT: message("it is a part of a short form that everybody knows"),
    Stage.DICTIONARY: message("your dictionary says that it is something else"),
    Stage.KIND: message("it is a common word, or one of a row of slogans"),
    Stage.DOUBT: message(
        "the model is not sure of it, and its surname, its ends or the rest of the article speak against it"
    ),
    Stage.KNOWN: message("a longer name, sure elsewhere, stands there"),
    Stage.LINE: message("a line of nothing but names is divided otherwise"),
    Stage.SUPPORT: message("it is a common word, and neither a position nor the model speaks for a person"),
    Stage.CREDIT: message("it says who wrote the article or took the picture"),
}
"""Why a name is not there any more, by the stage that took it."""

Watch = Callable[[Stage, Sequence[Name]], None]
"""Gets the names of an article after each stage."""
