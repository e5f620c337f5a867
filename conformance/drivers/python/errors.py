"""How calls of the client fail."""

from __future__ import annotations

from typing import Any

from wire import Json, compact


class CallFailure(Exception):
    """What the app gets instead of a value: a refusal of the service, or one of the client itself."""

    def __init__(self, code: str, message: str | None = None, details: Any = None) -> None:
        super().__init__(code)
        self.reason: Json = compact({"code": code, "message": message, "details": details})
