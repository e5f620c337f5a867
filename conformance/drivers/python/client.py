"""A small CometChat client: one user's session on one device."""

from __future__ import annotations

import ssl
import threading
from typing import Any, Callable

from clock import Clock
from connection import Connection
from errors import CallFailure
from events import Event, event_of
from methods import METHODS
from rest import Rest
from wire import Json, as_object, as_text

SESSION_IS_OVER = "AUTH_ERR_AUTH_TOKEN_NOT_FOUND"
"""The code with which the service refuses a token that it does not know any more."""

NEEDS_NO_LOGIN = {"login", "logout", "getLoggedInUser", "getConnectionStatus", "createUser", "updateUser"}


class Pages:
    """Where one request object stands."""

    def __init__(self, filters: Json) -> None:
        self.filters = filters
        self.page = 1
        self.edge: str | None = None
        """The id of a message, beyond which the next page begins."""
        self.cursor: Json = {}
        """What the service has said to ask next."""

    def turn(self, rows: list[Any]) -> None:
        """Goes on to the next page, unless the last one has been reached."""
        if rows:
            self.page += 1


class Client:
    """What an app uses. Its methods are in `methods/`, by the protocol's names."""

    def __init__(self, options: Json, clock: Clock, listener: Callable[[Event], None]) -> None:
        context = ssl.create_default_context(cafile=options.get("caFile"))
        self.options = options
        self.session: Json | None = None
        self.tell = listener
        self.login_lock = threading.Lock()
        self.rest = Rest(options, context, self._refused)
        self.connection = Connection(options, context, clock, lambda: self.session, listener, self._receive)
        self._requests: dict[str, Pages] = {}
        self._seen: set[str] = set()

    @property
    def me(self) -> Json:
        """The logged-in user."""
        return self.session["user"] if self.session else {"uid": "", "name": "", "status": "offline"}

    @property
    def my_uid(self) -> str:
        """The logged-in user's UID."""
        return str(self.me["uid"])

    def call(self, method: str, params: Json) -> Any:
        """Does what an app asks for.

        :raises CallFailure: with what the app gets instead of a value
        """
        self._check(method, params)
        return METHODS[method](self, params)

    def request(self, params: Json) -> Pages:
        """The request object of a name: the first call that names it makes it."""
        return self._requests.setdefault(params["request"], Pages(params["filters"]))

    def send(self, frame: Json) -> bool:
        """Sends a frame of this device, if there is a connection."""
        own = {"appId": self.options["appId"], "deviceId": self.options["deviceId"]}
        return self.connection.send({**own, **frame})

    def begin_session(self, session: Json) -> None:
        """Somebody has logged in."""
        self.rest.auth_token, self.rest.settings = session["authToken"], session["settings"]
        self.session = session

    def end_session(self) -> None:
        """Nobody is logged in any more."""
        self.session = None
        self.rest.auth_token, self.rest.settings = None, {}
        self.connection.logged_out()

    def set_online(self, is_online: bool) -> None:
        """The network has gone, or come back."""
        self.rest.is_online = is_online
        self.connection.set_online(is_online)

    def _refused(self, code: str) -> None:
        if code == SESSION_IS_OVER and self.session is not None:
            self.end_session()
            self.tell(Event("login", "logoutSuccess", {}))

    def _receive(self, frame: Json) -> None:
        # What this device has done itself it knows already.
        if self.session is None or frame.get("deviceId") == self.options["deviceId"]:
            return
        if frame.get("type") == "message":
            message_id = as_text(as_object(frame.get("body")).get("id"))
            if message_id is not None and message_id in self._seen:
                return
            self._seen.add(message_id or "")
        event = event_of(frame, self.my_uid)
        if event is not None:
            self.tell(event)

    def _check(self, method: str, params: Json) -> None:
        """What the client knows to be wrong without asking the service."""
        if self.session is None and method not in NEEDS_NO_LOGIN:
            if method in ("connect", "disconnect", "ping"):
                raise CallFailure("ERR_NOT_LOGGED_IN", "No active user session.")
            raise CallFailure("USER_NOT_LOGGED_IN", "Log in first.")
        if method in ("login", "getUser") and "uid" in params and params["uid"].strip() == "":
            raise CallFailure("UID_IS_COMPULSORY", "Give a UID.")
        filters = as_object(params.get("filters"))
        largest = 50 if method == "fetchConversations" else 100
        if "limit" in filters and not 1 <= filters["limit"] <= largest:
            raise CallFailure("ERROR_LIMIT_EXCEEDED", f"Pages have 1 to {largest} rows.")
        if method == "fetchMessages" and params["direction"] == "next":
            if filters.get("messageId") is None and filters.get("timestamp") is None:
                raise CallFailure("NOT_ENOUGH_PARAMETERS", "Say by an id or a timestamp where to begin.")
