"""What comes over the wire is JSON of any shape until it is looked at: these functions look."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def as_object(value: Any) -> Json:
    """The value where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """The value where it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def filled(value: Any) -> Json | None:
    """An object that has something in it."""
    return as_object(value) or None


def as_text(value: Any) -> str | None:
    """A text that is not empty. Ids come as text or as numbers."""
    if isinstance(value, str):
        return value or None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def as_texts(value: Any) -> list[str] | None:
    """A list of texts, where there is one."""
    return [str(one) for one in value] if isinstance(value, list) else None


def as_number(value: Any) -> int | float | None:
    """Counts and times come as numbers or as text."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return value
    try:
        return int(value) if isinstance(value, str) else None
    except ValueError:
        return None


def as_time(value: Any) -> int | float | None:
    """Unix seconds; 0 is no time."""
    return as_number(value) or None


def as_flag(value: Any) -> bool | None:
    """A boolean, which some answers have as 1."""
    if isinstance(value, bool):
        return value
    return True if value in (1, "1") else None


def compact(form: Json) -> Json:
    """Without the keys that have no value."""
    return {key: value for key, value in form.items() if value is not None}
