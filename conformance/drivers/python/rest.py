"""Requests to the service, and its answers."""

from __future__ import annotations

import http.client
import json
import ssl
from typing import Any, Callable, NamedTuple
from urllib.parse import quote

from errors import CallFailure
from wire import Json, as_object, as_text

TIMEOUT = 15
"""Seconds that the service has for an answer."""


class Answer(NamedTuple):
    """What the service has answered."""

    data: Any
    meta: Json


class Rest:
    """Sends one client's requests. Each has a connection of its own, so that calls can be made side by side."""

    def __init__(self, options: Json, context: ssl.SSLContext, on_refused: Callable[[str], None]) -> None:
        self._options = options
        self._context = context
        self._on_refused = on_refused
        self.settings: Json = {}
        self.auth_token: str | None = None
        self.is_online = True

    def ask(
        self,
        verb: str,
        *path: str,
        query: Json | None = None,
        body: Any = None,
        api: str = "client",
        headers: Json | None = None,
    ) -> Answer:
        """Asks the service. The segments of the path are not encoded yet.

        :raises CallFailure: with what the service refuses, or when it is not reached
        """
        base = self._base(api)
        host, _, prefix = base.partition("/")
        segments = [quote(segment, safe="") for segment in path]
        target = "/" + "/".join([*([prefix] if prefix else []), *segments]) + _query_of(query or {})
        own = {
            "appId": self._options["appId"],
            "resource": self._options["deviceId"],
            "sdk": "python@1.0.0",
            "Accept": "application/json",
            "Content-Type": "application/json",
        }
        if api == "client" and self.auth_token is not None:
            own["authToken"] = self.auth_token
        text = None if body is None else json.dumps(body).encode()
        read = self._send(verb, host, target, {**own, **(headers or {})}, text)
        if "data" in read:
            return Answer(read["data"], as_object(read.get("meta")))
        error = as_object(read.get("error"))
        code = as_text(error.get("code")) or "UNREADABLE_ANSWER"
        self._on_refused(code)
        raise CallFailure(code, as_text(error.get("message")), error.get("details"))

    def _send(self, verb: str, host: str, target: str, headers: Json, body: bytes | None) -> Json:
        try:
            if not self.is_online:
                raise OSError("There is no network.")
            connection = http.client.HTTPSConnection(host, context=self._context, timeout=TIMEOUT)
            try:
                connection.request(verb, target, body=body, headers=headers)
                return as_object(json.loads(connection.getresponse().read()))
            finally:
                connection.close()
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise CallFailure("NOT_REACHED", f"The service was not reached: {error}") from error

    def _base(self, api: str) -> str:
        """The service names its hosts when somebody logs in; before, they are those that the app has given."""
        told = as_text(self.settings.get("CLIENT_API_HOST" if api == "client" else "ADMIN_API_HOST"))
        if told:
            return f"{told}/{self.settings.get('CHAT_API_VERSION', 'v3.0')}"
        hosts = self._options.get("hosts")
        if hosts:
            return str(hosts[api])
        name = "apiclient" if api == "client" else "api"
        return f"{self._options['appId']}.{name}-{self._options['region']}.cometchat.io/v3.0"


def _query_of(query: Json) -> str:
    """Values of lists are encoded one by one: a comma within one is no comma between two."""
    parts = []
    for key, value in query.items():
        if value is None or value is False or value == []:
            continue
        values = value if isinstance(value, list) else [1 if value is True else value]
        parts.append(f"{key}={','.join(quote(str(one), safe='') for one in values)}")
    return "?" + "&".join(parts) if parts else ""
