"""An object of JSON from its events: whole where it is small, in pieces of its own shape where it is not.

An object may be an article, or a whole archive: ``{"source": ..., "issues": [{"date": ..., "pages": [...]}]}``. Of one
that grows large, the finished elements of its outermost list that has any are given in a copy of what stands around
them, and let go of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MOST_CHARACTERS = 4 * 1024 * 1024  # held of one object
_VALUE_COSTS = 40  # characters that any value weighs besides its text


def built(
    events: Iterator[tuple[str, Any]], deepest: int, too_deep: Callable[[], Exception], is_field: Callable[[str], bool]
) -> Iterator[Any]:
    """Yield an object, or the pieces of a large one.

    Args:
        events: Of ijson, those after the object's beginning; taken up to its end.
        deepest: How deep it may nest.
        too_deep: Makes the error to raise else.
        is_field: Tells of a list's name whether the list is a field of an article, pictures or keywords: never parted.
    """
    stack: list[Any] = [{}]
    keys: list[str] = [""]
    given: dict[int, Any] = {}  # lists that were given away in part, by identity; held, so that no other has it
    weight = 0
    for event, value in events:
        if event == "map_key":
            keys[-1] = value
        elif event in {"end_map", "end_array"}:
            done = stack.pop()
            keys.pop()
            if not stack:
                if (whole := _left(done, given) if given else done) is not None:
                    yield whole
                return
            if (
                event == "end_map"
                and weight > _MOST_CHARACTERS
                and (place := _place(stack, keys, is_field)) is not None
            ):
                given[id(stack[place])] = stack[place]
                piece = _left(_piece(stack, keys, place), given)
                weight = 0
                if piece is not None:
                    yield piece
        else:
            new: Any = {} if event == "start_map" else [] if event == "start_array" else value
            _put(stack[-1], keys[-1], new)
            weight += _VALUE_COSTS + (len(value) if isinstance(value, str) else 0)
            if event in {"start_map", "start_array"}:
                stack.append(new)
                keys.append("")
                if len(stack) > deepest:
                    raise too_deep()


def _put(container: Any, key: str, value: Any) -> None:
    if isinstance(container, list):
        container.append(value)
    else:
        container[key] = value


def _place(stack: list[Any], keys: list[str], is_field: Callable[[str], bool]) -> int | None:
    """Return where the outermost list stands that holds a finished object; None where there is none."""
    for place, container in enumerate(stack):
        if place and is_field(keys[place - 1]):
            return None
        if isinstance(container, list):
            finished = container if place == len(stack) - 1 else container[:-1]
            if any(isinstance(one, dict) for one in finished):
                return place
    return None


def _piece(stack: list[Any], keys: list[str], place: int) -> Any:
    """Take the finished elements of a list, and return them within copies of what stands around it."""
    whole = stack[place]
    finished = len(whole) if place == len(stack) - 1 else len(whole) - 1
    value: Any = whole[:finished]
    del whole[:finished]
    for above in range(place - 1, -1, -1):
        container = stack[above]
        if isinstance(container, list):
            value = [value]
            continue
        value = {**container, keys[above]: value}
        # Lists that are complete are given with this piece: not again with the next.
        for key in [key for key, one in container.items() if isinstance(one, list) and key != keys[above]]:
            del container[key]
    return value


def _left(value: Any, given: dict[int, Any]) -> Any:
    """Return what of an object was not given in a piece; None where nothing is left."""
    if isinstance(value, list):
        return [one for one in (_left(each, given) for each in value) if one is not None]
    if not isinstance(value, dict):
        return value
    left = {key: _left(one, given) for key, one in value.items()}
    emptied = any(isinstance(one, list) and not left[key] and _was_given(one, given) for key, one in value.items())
    return None if emptied else left


def _was_given(value: list[Any], given: dict[int, Any]) -> bool:
    """Return whether something of a list, or of a list below it, was given away."""
    return id(value) in given or any(
        isinstance(below, list) and _was_given(below, given)
        for one in value
        for below in (one.values() if isinstance(one, dict) else [one])
    )
