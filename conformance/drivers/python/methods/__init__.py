"""What an app can ask the client for, by the protocol's names (conformance/protocol/schemas/methods.json)."""

from __future__ import annotations

from typing import Any, Callable

from methods import conversations, groups, messages, sessions, signals, users

Method = Callable[[Any, dict[str, Any]], Any]

METHODS: dict[str, Method] = {
    **sessions.METHODS,
    **users.METHODS,
    **groups.METHODS,
    **messages.METHODS,
    **conversations.METHODS,
    **signals.METHODS,
}
