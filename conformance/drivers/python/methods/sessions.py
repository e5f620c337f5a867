"""Logging in and out, and the socket as the app steers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entities import to_user
from errors import CallFailure
from events import Event
from wire import Json, as_object, as_text

if TYPE_CHECKING:
    from client import Client


def login(client: Client, params: Json) -> Json:
    """Opens a session by a uid and the auth key, or by an auth token. Resolves before the socket is open."""
    now = client.session
    if now is not None:
        is_same = (
            params["uid"].lower() == now["user"]["uid"] if "uid" in params else params["authToken"] == now["authToken"]
        )
        if is_same:
            return now["user"]
    if not client.login_lock.acquire(blocking=False):
        raise CallFailure("LOGIN_IN_PROGRESS", "Wait for the login before.")
    try:
        if now is not None:
            client.end_session()
        token = _create_token(client, params) if "uid" in params else params["authToken"]
        user = _open_session(client, token)
        client.tell(Event("login", "loginSuccess", {"user": user}))
        client.connection.logged_in()
        return user
    finally:
        client.login_lock.release()


def logout(client: Client, params: Json) -> None:
    """Ends the session, at the client even where the service does not take it."""
    if client.session is None:
        return
    try:
        client.rest.ask("DELETE", "me")
    except CallFailure:
        pass  # The user wants to be gone: that the service did not hear of it does not keep them.
    if client.session is not None:
        client.end_session()
        client.tell(Event("login", "logoutSuccess", {}))


def get_logged_in_user(client: Client, params: Json) -> Json | None:
    """The user of the session."""
    return client.session["user"] if client.session else None


def get_connection_status(client: Client, params: Json) -> str:
    """How the socket stands."""
    return client.connection.status


def connect(client: Client, params: Json) -> None:
    """Wants a socket."""
    client.connection.connect()


def disconnect(client: Client, params: Json) -> None:
    """Wants none."""
    client.connection.disconnect()


def ping(client: Client, params: Json) -> None:
    """Tells the service that the app is there."""
    client.connection.ping()


def _device(client: Client) -> Json:
    info = {"version": "1.0.0", "apiVersion": "v3.0", "userAgent": "python"}
    return {"platform": "WEB", "deviceId": client.options["deviceId"], "appInfo": info}


def _create_token(client: Client, params: Json) -> str:
    path = ("users", params["uid"], "auth_tokens")
    headers = {"apiKey": params["authKey"]}
    answer = client.rest.ask("POST", *path, api="admin", headers=headers, body=_device(client))
    return as_text(as_object(answer.data).get("authToken")) or ""


def _open_session(client: Client, token: str) -> Json:
    answer = client.rest.ask("PUT", "me", body=_device(client), headers={"authToken": token})
    opened = as_object(answer.data)
    user = {**to_user(opened), "status": "online"}
    client.begin_session(
        {
            "user": user,
            "authToken": as_text(opened.get("authToken")) or token,
            "jwt": as_text(opened.get("jwt")),
            "settings": as_object(opened.get("settings")),
        }
    )
    return user


METHODS = {
    "login": login,
    "logout": logout,
    "getLoggedInUser": get_logged_in_user,
    "getConnectionStatus": get_connection_status,
    "connect": connect,
    "disconnect": disconnect,
    "ping": ping,
}
